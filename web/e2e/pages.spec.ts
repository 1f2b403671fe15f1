// Every page at both widths and in both languages: it renders, holds no serious accessibility fault, does
// not scroll sideways, and is kept as a picture.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { address, signIn } from "./people";

const open = ["/", "/check", "/notices", "/status", "/sign-in"];
const owned: [string, string[]][] = [
  ["样例主体3", ["/enterprise"]],
  ["审计", ["/cases", "/audit"]],
];
const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

async function look(page: Page, path: string, file: string) {
  await page.goto(address() + path);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("main")).not.toBeEmpty();
  await page.screenshot({ path: file, fullPage: true });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  const serious = found.violations.filter((violation) => violation.impact === "serious" || violation.impact === "critical");
  expect(serious.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
}

for (const size of sizes) {
  for (const language of ["zh", "en"]) {
    test(`pages at ${size.width} px in ${language}`, async ({ page }, info) => {
      await page.setViewportSize(size);
      const name = (path: string) => info.outputPath(`${path.replaceAll("/", "_") || "_"}.png`);
      for (const [login, paths] of owned) {
        await signIn(page, login);
        await page.evaluate((chosen) => localStorage.setItem("enact.language", chosen), language);
        for (const path of paths) await look(page, path, name(path));
        await page.evaluate(() => localStorage.removeItem("enact.language"));
      }
      await page.context().clearCookies();
      await page.evaluate((chosen) => localStorage.setItem("enact.language", chosen), language);
      for (const path of open) await look(page, path, name(path));
    });
  }
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
  await page.goto(`${address()}/check`);
  await page.locator(".check-types label").first().click();
  await expect(page.locator(".determination-total")).toBeVisible();
  const first = await page.locator(".check-question").first().innerText();
  await page.getByRole("button", { name: "不清楚，先跳过" }).click();
  await expect(page.locator(".check-question").first()).not.toHaveText(first);
});

test("an unknown page and a refused sign-in say what to do", async ({ page }) => {
  await page.goto(`${address()}/nowhere`);
  await expect(page.getByText("没有这个页面")).toBeVisible();
  await page.goto(`${address()}/sign-in`);
  await page.getByLabel("账号", { exact: true }).fill("nobody");
  await page.getByLabel("密码", { exact: true }).fill("wrong-password");
  await page.getByRole("button", { name: "登录", exact: true }).last().click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("账号", { exact: true })).toHaveValue("nobody");
});
