// An appropriation that is too small: the case waits and says so, one officer proposes how it is shared out, another
// releases it; what was paid is checked at random.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, enterAccount, openSteps, passDays, picture, signIn } from "./people";

/** What the journey does not look at, done through the service as the one who is signed in. */
async function send<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(async (wanted) => {
    const session = (await (await fetch("/api/v1/session")).json()) as { csrf: string };
    const response = await fetch(`/api/v1${wanted.path}`, {
      method: wanted.method,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf },
      ...(wanted.body === undefined ? {} : { body: JSON.stringify(wanted.body) }),
    });
    return { status: response.status, text: await response.text() };
  }, { method, path, body });
  expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
  return (answer.text ? JSON.parse(answer.text) : undefined) as T;
}

/** Brings a case to the step of commitment; answers who pays. */
async function advance(page: Page, id: string): Promise<string> {
  const open = async () => (await openSteps(page, id))[0]!;
  const caseUrl = `${address()}/cases/${id}`;
  const handler = `${(await open()).unit}-经办`;
  await signIn(page, handler);
  await page.goto(caseUrl);
  await act(page, /^受理/);
  for (const { unit } of (await openSteps(page, id)).filter((step) => step.kind === "opinions")) {
    await signIn(page, `${unit}-经办`);
    await page.goto(caseUrl);
    await act(page, /同意/, { reason: "无异议" });
  }
  await signIn(page, handler);
  await page.goto(caseUrl);
  await act(page, /公示/);
  await passDays(page, 14);
  await signIn(page, handler);
  await page.goto(caseUrl);
  await act(page, /公示期满/);
  await signIn(page, `${(await open()).unit}-审批`);
  await page.goto(caseUrl);
  await act(page, "作出决定", { reason: "符合条件，同意兑现" });
  await signIn(page, `${(await open()).unit}-审批`);
  await page.goto(caseUrl);
  await act(page, "批准", { minutes: "样例纪要〔2026〕2号" });
  const payer = (await open()).unit;
  await signIn(page, `${payer}-财政审核`);
  await page.goto(caseUrl);
  await act(page, "审核通过");
  return payer;
}

// A subject of whom no other journey makes a case.
const applicant = "示例主体8";

test("a short appropriation is shared out under four eyes, and what was paid is checked at random", async ({ page }, info) => {
  test.setTimeout(300_000);
  await signIn(page, applicant);
  await page.getByRole("button", { name: "申请", exact: true }).first().click();
  await expect(page).toHaveURL(/\/cases\//);
  const caseUrl = page.url();
  const id = caseUrl.split("/").at(-1)!;
  await enterAccount(page);
  const { evidence_wanted } = await ask<{ evidence_wanted: string[] }>(page, "GET", `/cases/${id}`);
  for (const kind of evidence_wanted) await attach(page, `${kind}.pdf`);
  await act(page, "提交", { consent: true });
  const payer = await advance(page, id);
  // Journeys before this one may have taken the space into another year, whose money it is then.
  const { today } = await send<{ today: string }>(page, "GET", "/space");

  await test.step("the appropriation is cut to less than is due", async () => {
    const { package: policy, amount_fen: due } = await send<{ package: string; amount_fen: number }>(page, "GET", `/cases/${id}`);
    const treasury = await send<{ appropriations: { package: string; year: number; unit: string; available_fen: number }[] }>(page, "GET", "/treasury");
    const line = treasury.appropriations.find((one) => one.package === policy && one.unit === payer && one.year === Number(today.slice(0, 4)))!;
    const { orders } = await send<{ orders: { id: string; state: string }[] }>(page, "POST", "/orders", {
      kind: "lower", line: { package: line.package, year: line.year, unit: line.unit }, amount_fen: line.available_fen - due / 2, reason: "样例调减", document: "样例财指〔2026〕9号",
    });
    await signIn(page, `${payer}-支付复核`);
    await send(page, "POST", `/orders/${orders.find((one) => one.state === "proposed")!.id}/approve`);
  });

  await test.step("nobody is served by itself any more, and the applicant sees where it stands", async () => {
    await signIn(page, `${payer}-财政审核`);
    await page.goto(caseUrl);
    await page.locator("section.case-actions").getByRole("button", { name: "列入当年预算指标" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page.getByText("须按规定的规则统一分配").first()).toBeVisible();
    await signIn(page, applicant);
    await page.goto(caseUrl);
    await expect(page.getByText(/您在第 \d+ 位，共 \d+ 件/)).toBeVisible();
    await picture(page, info, "waits");
  });

  await test.step("one proposes, another releases", async () => {
    await signIn(page, `${payer}-财政审核`);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("tab", { name: "资金分配" }).click();
    await page.getByRole("button", { name: "提出分配" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page.getByText("待复核").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "复核放行" })).toBeHidden();
    await expectAccessible(page, "/treasury with an allocation");
    await picture(page, info, "allocation");
    await signIn(page, `${payer}-支付复核`);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("tab", { name: "资金分配" }).click();
    await page.getByRole("button", { name: "复核放行" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "复核放行" }).click();
    await expect(page.getByText("已放行").first()).toBeVisible();
    await signIn(page, applicant);
    await page.goto(caseUrl);
    await expect(page.getByText(/本次按规则安排/)).toBeVisible();
    await picture(page, info, "share");
  });

  await test.step("the share is paid", async () => {
    await signIn(page, `${payer}-支付经办`);
    const batch = await send<{ id: string }>(page, "POST", "/batches", { cases: [id] });
    await signIn(page, `${payer}-支付复核`);
    await send(page, "POST", `/batches/${batch.id}/release`);
    await signIn(page, `${payer}-支付经办`);
    await send(page, "POST", `/batches/${batch.id}/results`, { results: [{ line: 1, result: "paid", bank_ref: "R1" }] });
    await passDays(page, 2);
  });

  await test.step("a spot check is opened, drawn and verified, and its inspector records what is found", async () => {
    await signIn(page, `${payer}-财政审核`);
    await page.goto(`${address()}/spot-checks`);
    await page.getByRole("button", { name: "发起抽查" }).click();
    const policy = (await send<{ package: string }>(page, "GET", `/cases/${id}`)).package;
    await page.keyboard.press("Escape");
    const { today: now } = await send<{ today: string }>(page, "GET", "/space");
    const before = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString().slice(0, 10);
    await send(page, "POST", "/spot-checks", { package: policy, unit: payer, from: before(20), to: before(1) });
    await page.goto(`${address()}/spot-checks`);
    await expect(page.getByText("尚未抽取").first()).toBeVisible();
    await page.getByRole("button", { name: "抽取并公布种子" }).first().click();
    await expect(page.getByText("待检查").first()).toBeVisible();
    await page.getByRole("button", { name: "核对抽取" }).first().click();
    await expect(page.getByText("种子与封存的摘要一致")).toBeVisible();
    await expectAccessible(page, "/spot-checks");
    await picture(page, info, "drawn");
    await signIn(page, "审计");
    await page.goto(`${address()}/spot-checks`);
    await page.getByRole("button", { name: "登记结果" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("有意见").check();
    await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(dialog.getByText("请填写")).toBeVisible();
    await dialog.locator("textarea").fill("证书复印件不清晰，已补存");
    await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page.getByText("证书复印件不清晰，已补存")).toBeVisible();
  });
});
