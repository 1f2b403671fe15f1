// Every page at both widths and in both languages: it renders, holds no serious accessibility fault, does
// not scroll sideways, and is kept as a picture.
import { expect, test, type Page, type TestInfo } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectAccessible } from "./accessible";
import { address, keep, password, signIn } from "./people";

const open = ["/", "/check", "/notices", "/status", "/sign-in", "/register", "/set-password#token", "/first-administrator"];
const owned: [string, string[]][] = [
  ["样例主体3", ["/enterprise", "case"]],
  ["市科技局-经办", ["/inbox", "/lab"]],
  ["市财政局-支付经办", ["/treasury"]],
  ["审计", ["/cases", "/audit", "/overview"]],
  ["管理员", ["/accounts", "/registrations", "/permissions"]],
];
const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

/** Entries of the menu that are shown and do not stand within the page's head. */
function spiltEntries(): string[] {
  const nav = document.querySelector(".shell-nav")!;
  const head = nav.closest("header")!.getBoundingClientRect();
  const right = nav.getBoundingClientRect().right;
  return [...nav.querySelectorAll<HTMLElement>("[role=menuitem]")]
    .filter((entry) => entry.checkVisibility({ visibilityProperty: true }))
    .filter((entry) => { const box = entry.getBoundingClientRect(); return box.right > right + 1 || box.top < head.top - 1 || box.bottom > head.bottom + 1; })
    .map((entry) => entry.innerText);
}

/** Tables of which a part lies outside of the screen. */
function draggedTables(): string[] {
  return [...document.querySelectorAll<HTMLElement>(".ant-table-content, .ant-table-body")].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText.slice(0, 60));
}

async function look(page: Page, path: string, info: TestInfo) {
  await page.setViewportSize(sizes[0]!);
  await page.goto(address() + path);
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".ant-skeleton")).toHaveCount(0);
  await expect(page.locator("main")).not.toBeEmpty();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await keep(page, info.outputPath(`${path.replaceAll("/", "_")}-${size.width}.png`));
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(sideways, `${path} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0);
    await expect.poll(() => page.evaluate(spiltEntries), `the menu of ${path} at ${size.width}`).toEqual([]);
    // Who may do what is read across, as on no other page.
    if (path !== "/permissions") await expect.poll(() => page.evaluate(draggedTables), `tables of ${path} at ${size.width}`).toEqual([]);
    await expectAccessible(page, `${path} at ${size.width}`);
  }
}

/** The page of a case of the enterprise that is signed in; opens one if there is none yet. */
async function casePath(page: Page): Promise<string> {
  await page.goto(`${address()}/enterprise`);
  const apply = page.getByRole("button", { name: "申请", exact: true });
  const see = page.getByRole("button", { name: "查看事项" }).or(page.getByRole("link", { name: "查看事项" }));
  await see.or(apply).first().click();
  await page.waitForURL(/\/cases\/./);
  return new URL(page.url()).pathname;
}

async function startCheck(page: Page) {
  await page.goto(`${address()}/check`);
  await page.locator(".check-types button").first().click();
  await expect(page.locator(".determination-total")).toBeVisible();
}

/** Skips questions until this fact is asked for. */
async function ask(page: Page, fact: string) {
  const question = page.locator(".check-question").first();
  for (let asked = 0; asked < 60 && !(await question.innerText()).startsWith(fact); ++asked) {
    const before = await question.innerText();
    await page.getByRole("button", { name: "不清楚，先跳过" }).click();
    await expect(question).not.toHaveText(before);
  }
  await expect(question).toContainText(fact);
}

for (const language of ["zh", "en"]) {
  test(`pages in ${language}`, async ({ page }, info) => {
    await signIn(page, "样例主体3");
    const opened = await casePath(page);
    await page.addInitScript((chosen) => localStorage.setItem("enact.language", chosen), language);
    for (const [login, paths] of owned) {
      await signIn(page, login);
      for (const path of paths) await look(page, path === "case" ? opened : path, info);
    }
    await page.context().clearCookies();
    for (const path of open) await look(page, path, info);
  });
}

test("the rule beside a sentence is shown when the sentence is chosen", async ({ page }) => {
  await page.goto(`${address()}/`);
  const clause = page.locator("#article-1 .clause-provision").first();
  await clause.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".rules").first()).toBeVisible();
  await expect(page.locator(".rules h2").first()).not.toBeEmpty();
});

test("a self-check asks one question at a time and answers", async ({ page }) => {
  await startCheck(page);
  const first = await page.locator(".check-question").first().innerText();
  await page.getByRole("button", { name: "不清楚，先跳过" }).click();
  await expect(page.locator(".check-question").first()).not.toHaveText(first);
  await page.getByRole("button", { name: "上一步" }).click();
  await expect(page.locator(".check-question").first()).toHaveText(first);
});

test("a self-check goes on to its end with the keyboard alone and says who knows the rest", async ({ page }) => {
  await page.goto(`${address()}/check`);
  await page.locator(".check-types button").first().focus();
  await page.keyboard.press("Enter");
  const skip = page.getByRole("button", { name: "不清楚，先跳过" });
  const done = page.getByRole("heading", { name: "问完了" });
  await expect(skip.or(done).first()).toBeVisible();
  for (let asked = 0; asked < 60 && (await skip.isVisible()); ++asked) {
    await skip.focus();
    await page.keyboard.press("Enter");
  }
  await expect(done).toBeVisible();
  await expect(page.locator(".check-left-list li").first()).toContainText("可询");
});

test("an answer that cannot be is refused beside its question, and stays", async ({ page }) => {
  await startCheck(page);
  await ask(page, "研发费用");
  const figure = page.getByLabel("研发费用", { exact: true });
  await figure.fill("-5");
  await page.getByRole("button", { name: "继续", exact: true }).click();
  await expect(page.locator(".field-fault")).toContainText("不能为负数");
  await expect(figure).toHaveValue("-5");
  await figure.fill("300万");
  await page.getByRole("button", { name: "继续", exact: true }).click();
  await expect(figure).toBeHidden();
});

test("a record that cannot be is refused in its form, and what was entered stays", async ({ page }) => {
  await startCheck(page);
  await ask(page, "有没有“省级研发补助”");
  const form = page.locator(".record-form");
  await form.getByLabel("核定补助").fill("-1");
  await form.getByRole("button", { name: "添加一条" }).click();
  await expect(form.locator(".field-fault").first()).toContainText("请填写");
  await form.getByLabel("文号").fill("样例〔2026〕1号");
  await form.getByLabel("日期").fill("2026-03-10");
  await form.getByRole("button", { name: "添加一条" }).click();
  await expect(form.locator(".field-fault")).toContainText("不能为负数");
  await expect(form.getByLabel("文号")).toHaveValue("样例〔2026〕1号");
  await form.getByLabel("核定补助").fill("10万");
  await form.getByRole("button", { name: "添加一条" }).click();
  await expect(page.locator(".records li")).toHaveCount(1);
});

test("the document prints without the portal around it, its head in red", async ({ page }) => {
  await page.goto(`${address()}/`);
  await expect(page.locator(".document-issuer")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  for (const chrome of ["header", ".document-side", ".page-head"]) await expect(page.locator(chrome).first()).toBeHidden();
  // On paper, too, nobody takes a training space for the real one.
  await expect(page.locator(".training")).toBeVisible();
  const issuer = page.locator(".document-issuer");
  expect(await issuer.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(181, 18, 27)");
  expect(await issuer.evaluate((element) => getComputedStyle(element).printColorAdjust)).toBe("exact");
  expect((await page.pdf({ preferCSSPageSize: true })).byteLength).toBeGreaterThan(10_000);
});

test("sample accounts sign in with one press, by unit", async ({ page }) => {
  await page.goto(`${address()}/sign-in`);
  await expect(page.locator(".samples-group")).toHaveCount(4);
  await page.locator(".samples-group").first().getByRole("button").first().click();
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
  await expect(page).toHaveURL(/\/enterprise/);
});

test("at a phone's width every page is reached from the menu", async ({ page }) => {
  await page.setViewportSize(sizes[1]!);
  await page.goto(`${address()}/`);
  await page.getByRole("button", { name: "菜单" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "公示" }).click();
  await expect(page).toHaveURL(/\/notices/);
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a failure of the service is said, with a way to try again", async ({ page }) => {
  let broken = true;
  await page.route("**/api/v1/notices*", (route) => (broken ? route.abort() : route.continue()));
  await page.goto(`${address()}/notices`);
  await expect(page.getByText("连接不上服务")).toBeVisible();
  broken = false;
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByText("目前没有公示")).toBeVisible();
});

test("the served description of the API is the one that the portal's types come from", async ({ request }) => {
  const served: unknown = await (await request.get(`${address()}/api/v1/openapi.json`)).json();
  const kept: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../openapi.json"), "utf8"));
  expect(served).toEqual(kept);
});

test("an unknown page and a refused sign-in say what to do; the right password goes on", async ({ page }) => {
  await page.goto(`${address()}/nowhere`);
  await expect(page.getByText("没有这个页面")).toBeVisible();
  await page.goto(`${address()}/sign-in`);
  await page.getByLabel("账号", { exact: true }).fill("nobody");
  await page.getByLabel("密码", { exact: true }).fill("wrong-password");
  await page.getByRole("button", { name: "登录", exact: true }).last().click();
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("账号", { exact: true })).toHaveValue("nobody");
  await page.getByLabel("账号", { exact: true }).fill("审计");
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).last().click();
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);
});
