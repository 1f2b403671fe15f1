// Every provision that can be applied for, from the applicant's form to the money: the subjects that the package shows
// (samples/facts.yaml) apply in the browser, one claim of each provision; each unit does what is open for it; the
// treasury pays. The steps of officers are taken by their sessions' requests: their pages are journey.spec.ts's.
import { expect, test, type Page, type TestInfo } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { getCase, settleAndPay, type Case } from "./money";
import { ownService } from "./own";
import { act, address, ask, attach, enterAccount, passDays, picture, signIn } from "./people";

interface ProvisionEntry { id: string; procedure: string; amount: unknown }
// The policy alone: beside another of the same city, that one may pay for a matter.
ownService(["nanan-2025-2"]);

/** The provisions of the first policy that have a procedure, and whose case this session opened for them. */
async function applyForAll(page: Page, info: TestInfo, login: string, known: Map<string, string>): Promise<void> {
  await signIn(page, login);
  for (let tries = 0; tries < 40; ++tries) {
    await page.goto(`${address()}/enterprise`);
    await expect(page.locator(".determination-total")).toBeVisible();
    const wanted = await page.getByRole("button", { name: "申请", exact: true }).evaluateAll((buttons, seen) => {
      // The claim's provision stands before its title.
      const index = buttons.findIndex((button) => {
        const id = button.closest("[data-provision]")?.getAttribute("data-provision");
        return id && !seen.includes(id);
      });
      return { index, id: buttons[index]?.closest("[data-provision]")?.getAttribute("data-provision") ?? "" };
    }, [...known.keys()]);
    if (wanted.index < 0) return;
    await page.getByRole("button", { name: "申请", exact: true }).nth(wanted.index).click();
    await page.waitForURL(/\/cases\/./);
    const id = new URL(page.url()).pathname.split("/").at(-1)!;
    known.set(wanted.id, id);
    await enterAccount(page);
    const { evidence_wanted } = await ask<{ evidence_wanted: string[] }>(page, "GET", `/cases/${id}`);
    for (const kind of evidence_wanted) await attach(page, `${kind}.pdf`);
    await act(page, "提交", { consent: true });
    await picture(page, info, `${wanted.id}-applied`);
  }
}

/** A unit with several cases to accept accepts them in one go; one that a colleague accepts meanwhile is left alone. */
async function acceptTogether(page: Page, info: TestInfo, cases: string[]): Promise<void> {
  await signIn(page, "审计");
  const byUnit = new Map<string, Case[]>();
  for (const one of await Promise.all(cases.map((id) => getCase(page, id)))) {
    const unit = one.open_steps[0]!.unit;
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), one]);
  }
  const [unit, own] = [...byUnit].reduce((most, next) => (next[1].length > most[1].length ? next : most));
  const chosen = own.slice(0, 3);
  expect(chosen.length, "one unit has several").toBe(3);
  await signIn(page, `${unit}-经办`);
  await page.goto(`${address()}/inbox`);
  for (const { reference } of chosen) await page.getByRole("checkbox", { name: `选择 ${reference}` }).check();
  await picture(page, info, "inbox-chosen");
  await page.getByRole("button", { name: "批量办理" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^受理/ }).check();
  await expectAccessible(page, "several cases");
  await picture(page, info, "several");
  const other = chosen[2]!;
  const { kind, step, outcome } = (await getCase(page, other.id)).actions.find((one) => one.kind === "take" && !one.blocked)!;
  await ask(page, "POST", `/cases/${other.id}/actions`, { kind, step, outcome, unit, reason: "" });
  await dialog.getByRole("button", { name: "逐件办理 3 件" }).click();
  await expect(dialog.getByText("3 件中已办成 2 件")).toBeVisible();
  await expect(dialog.getByText("已办理")).toHaveCount(2);
  await picture(page, info, "several-done");
}

test("every provision that can be applied for is paid", async ({ page }, info) => {
  test.setTimeout(1_200_000); // one long walk, on however busy a machine
  const known = new Map<string, string>();
  await passDays(page, 10); // beyond the last event of the subjects that are shown
  await signIn(page, "审计");
  const accounts = (await ask<{ sample_accounts: { login: string }[] }>(page, "GET", "/space")).sample_accounts.map((one) => one.login);
  const shown = accounts.filter((login) => login.startsWith("示例主体"));
  expect(shown.length).toBeGreaterThan(0);
  for (const login of shown) await applyForAll(page, info, login, known);

  const { items } = await ask<{ items: ProvisionEntry[] }>(page, "GET", "/packages/nanan-2025-2/provisions");
  const paying = items.filter((one) => one.procedure !== "").map((one) => one.id);
  // What the document gives no figure for is applied for by nobody until a unit says the figure.
  const withoutFigure = paying.filter((id) => !known.has(id));
  expect(withoutFigure, "without a figure").toEqual(["5", "16b"]);

  // A re-review is no first recognition: it is shown as refused, and no case can be opened for it.
  await signIn(page, "示例主体2");
  await page.goto(`${address()}/enterprise`);
  await expect(page.getByText("XJR-2026-2F").first()).toBeAttached();
  await expect(page.locator("[data-provision=\"1b\"]"), "the first recognition alone").toHaveCount(1);

  const cases = [...known.values()];
  await test.step("several are accepted in one go", () => acceptTogether(page, info, cases));
  await settleAndPay(page, cases);

  await signIn(page, "审计");
  for (const [provision, id] of known) {
    expect((await getCase(page, id)).state, provision).toBe("paid");
    await page.goto(`${address()}/cases/${id}`);
    await picture(page, info, `${provision}-paid`);
  }
  const made = await ask<{ articles: { provisions: { id: string; paid_cases: number }[] }[] }>(page, "GET", "/overview/nanan-2025-2");
  const paid = made.articles.flatMap((one) => one.provisions).filter((one) => one.paid_cases > 0).map((one) => one.id);
  expect(paid).toEqual(expect.arrayContaining([...known.keys()]));
});
