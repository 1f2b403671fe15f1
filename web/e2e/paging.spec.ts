// Long lists come page by page: each says how many there are, and offers the rest. So many cases would take a journey
// hours to make: here the service's answers are made longer than the space is.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { address, picture, signIn } from "./people";

const notice = (n: number) => ({
  case_id: `case-${n}`, reference: `2026-${String(n).padStart(6, "0")}-AAAAAA`, package: "x", provision: "1a", provision_title: { zh: "奖励", en: "Award" },
  subject_name: `第 ${n} 家企业`, event: "", amount_fen: 10_000_000, unit: "x", published: "2026-03-02", closes: "2026-03-10", running: true, result: "",
});
const step = { step: "受理", kind: "check", title: { zh: "受理", en: "Acceptance" }, unit: "x", role: "handler", opened: "2026-03-02", due: null, provisional: false, overdue: false, late: "", follows: { zh: "", en: "" }, tells: "", escalated: null };
const waiting = (n: number) => ({
  step, case: { id: `case-${n}`, reference: notice(n).reference, version: 1, subject: { id: `s${n}`, name: `第 ${n} 家企业` }, package: "x", provision: "1a",
    provision_title: { zh: "奖励", en: "Award" }, event: "", mode: "apply", state: "受理", status: step.title, ended: false, amount_fen: 10_000_000, max_fen: null,
    open_steps: [step], opened: "2026-03-02T00:00:00Z", updated: "2026-03-02T00:00:00Z" },
});

/** Answers a list of `all()` as the service would; tells which parts were asked for. */
async function lengthen(page: Page, path: string, all: () => number, made: (n: number) => object, counts: (total: number) => object): Promise<string[]> {
  const asked: string[] = [];
  await page.route((url) => url.pathname === `/api/v1${path}`, async (route) => {
    const { searchParams: query } = new URL(route.request().url());
    asked.push(`${query.get("offset")}+${query.get("limit")}`);
    const from = Number(query.get("offset"));
    const items = Array.from({ length: Math.max(0, Math.min(Number(query.get("limit")), all() - from)) }, (_, n) => made(from + n + 1));
    await route.fulfill({ json: { items, ...counts(all()) } });
  });
  return asked;
}

test("public notices say how many there are, and every page of them can be looked at", async ({ page }, info) => {
  let total = 645;
  const asked = await lengthen(page, "/notices", () => total, notice, (count) => ({ total: count }));
  await page.goto(`${address()}/notices`);
  await expect(page.getByText("共 645 条")).toBeVisible();
  await expect(page.getByText("第 1 家企业", { exact: true })).toBeVisible();
  await page.getByRole("listitem", { name: "33" }).click();
  await expect(page).toHaveURL(/page=33/);
  await expect(page.getByText("第 645 家企业", { exact: true })).toBeVisible();
  expect(asked.at(-1)).toBe("640+20");
  await expectAccessible(page, "a page of notices");
  await page.reload();
  await expect(page.getByText("第 645 家企业", { exact: true })).toBeVisible();
  await picture(page, info, "notices");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText("共 645 条")).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  // Whoever comes back when the list has become shorter sees its end, not nothing.
  total = 30;
  await page.reload();
  await expect(page.getByText("第 30 家企业", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/page=2$/);
  await page.getByText("全部", { exact: true }).click();
  await expect(page.getByText("第 1 家企业", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/state=closed$/);
  total = 10_001;
  await page.reload();
  await expect(page.getByText("超过 10000 条")).toBeVisible();
});

test("what is chosen in the inbox stays chosen on its other pages", async ({ page }) => {
  const asked = await lengthen(page, "/inbox", () => 45, waiting, (all) => ({ counts: { all, overdue: 3, due_soon: 2 } }));
  await signIn(page, "市科技局-经办");
  await page.goto(`${address()}/inbox`);
  await expect(page.getByText("共 45 条")).toBeVisible();
  await page.getByRole("checkbox", { name: `选择 ${notice(2).reference}` }).check();
  await page.getByRole("listitem", { name: "3", exact: true }).click();
  await page.getByRole("checkbox", { name: `选择 ${notice(45).reference}` }).check();
  expect(asked.at(-1)).toBe("40+20");
  await expect(page.getByText("已选 2 件")).toBeVisible();
});
