// What interrupts somebody who is typing: the session ends, the network goes. Nothing that was entered is lost.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { address, ask, password, signIn } from "./people";

// A subject of whom no other journey makes a case.
const applicant = "示例主体9";

async function draft(page: Page): Promise<void> {
  await signIn(page, applicant);
  await page.goto(`${address()}/enterprise`);
  await page.getByRole("button", { name: "申请", exact: true }).or(page.getByRole("button", { name: "查看事项" })).first().click();
  await expect(page).toHaveURL(/\/cases\//);
  await expect(page.getByText("尚未提交。")).toBeVisible();
  // A person's record may hold no name.
  await page.getByLabel("户名", { exact: true }).fill("样例收款人");
  await page.getByLabel("开户银行").fill("样例银行");
  await page.getByLabel("账号", { exact: true }).fill("6222000011112222");
}

test("a session that ends while somebody types is opened again on the page, and what was typed is saved", async ({ page }) => {
  await draft(page);
  await ask(page, "DELETE", "/session");
  await page.getByRole("button", { name: "保存账户" }).click();
  const dialog = page.getByRole("dialog", { name: "登录已失效" });
  await expect(dialog).toContainText(applicant);
  await expectAccessible(page, "a lost session");
  await dialog.getByLabel("密码", { exact: true }).fill("wrong-password");
  await dialog.getByRole("button", { name: "登录", exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel("密码", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "登录", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("开户银行")).toHaveValue("样例银行");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "保存账户" }).click();
  await expect(page.getByText("连接不上服务").first()).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "保存账户" }).click();
  await expect(page.getByText("****2222").first()).toBeVisible();
});

test("an account that is typed and not saved is there again after going back and after a reload, for nobody else", async ({ page }) => {
  await draft(page);
  const caseUrl = page.url();
  await page.getByLabel("开户银行").fill("样例银行水头支行");
  const typed = async () => {
    await expect(page.getByText("已恢复上次没有保存的内容。")).toBeVisible();
    await expect(page.getByLabel("开户银行")).toHaveValue("样例银行水头支行");
    await expect(page.getByLabel("账号", { exact: true })).toHaveValue("6222000011112222");
  };
  await page.goBack();
  await expect(page).not.toHaveURL(caseUrl);
  await page.goForward();
  await typed();
  await page.reload();
  await typed();
  const kept = () => page.evaluate(() => Object.values(sessionStorage).join());
  expect(await kept()).toContain("6222000011112222");
  // Given up where an account stands already, the form closes and forgets.
  await page.getByRole("button", { name: "保存账户" }).click();
  await expect(page.getByText("****2222").first()).toBeVisible();
  await page.getByRole("button", { name: "更改" }).click();
  await page.getByLabel("账号", { exact: true }).fill("6222000033334444");
  await page.reload();
  await expect(page.getByLabel("账号", { exact: true })).toHaveValue("6222000033334444");
  await page.getByRole("button", { name: /^取\s?消$/ }).click();
  await expect(page.getByText("****2222").first()).toBeVisible();
  await page.getByRole("button", { name: "更改" }).click();
  await expect(page.getByLabel("账号", { exact: true })).toHaveValue("");
  await page.getByLabel("账号", { exact: true }).fill("6222000055556666");
  await page.getByRole("button", { name: "退出" }).click();
  await expect(page.getByRole("button", { name: "登录", exact: true }).first()).toBeVisible();
  expect(await kept()).not.toContain("6222000055556666");
});

test("signing out on one tab clears the others", async ({ page }) => {
  await signIn(page, "审计");
  const other = await page.context().newPage();
  await Promise.all([page, other].map((tab) => tab.goto(`${address()}/cases`)));
  await expect(other.getByRole("heading", { name: "事项" })).toBeVisible();
  await page.getByRole("button", { name: "退出" }).click();
  await expect(other).toHaveURL(/sign-in/);
  await expect(other.getByRole("dialog")).toHaveCount(0);
});

test("who signs in again on another tab goes on here, and another account starts anew", async ({ page }) => {
  const back = () => page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  const dialog = page.getByRole("dialog", { name: "登录已失效" });
  await signIn(page, "审计");
  await page.goto(`${address()}/cases`);
  await expect(page.getByRole("heading", { name: "事项" })).toBeVisible();
  const elsewhere = (login: string) => page.request.post(`${address()}/api/v1/session`, { data: { login, password } });
  await ask(page, "DELETE", "/session");
  await page.getByRole("searchbox").first().fill("x");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await elsewhere("审计");
  await back();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/cases/);
  await ask(page, "DELETE", "/session");
  await page.getByRole("searchbox").first().fill("y");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await elsewhere("管理员");
  await back();
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveURL(/cases/);
});
