// Accounts and who acts for whom: what an administrator may and may not do, and how an enterprise gets its people.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { address, signIn } from "./people";

const secret = "a long enough password";
const stamp = Date.now().toString().slice(-6);

async function choose(page: Page, field: string, typed: string) {
  await page.locator(field).click();
  await page.keyboard.type(typed);
  await page.keyboard.press("Enter");
}

async function linkOf(page: Page): Promise<string> {
  return page.getByRole("dialog").getByRole("textbox", { name: /链接$/ }).inputValue();
}

async function done(page: Page) {
  await page.getByRole("dialog").getByRole("button", { name: /确\s?定$/ }).click();
}

async function enter(page: Page, login: string) {
  await page.context().clearCookies();
  await page.goto(`${address()}/sign-in`);
  await page.getByLabel("账号", { exact: true }).fill(login);
  await page.getByLabel("密码", { exact: true }).fill(secret);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
}

/** The check character of GB 32100. */
function creditCode(first: string): string {
  const symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  let weight = 1;
  let sum = 0;
  for (const symbol of first) {
    sum += symbols.indexOf(symbol) * weight;
    weight = (weight * 3) % 31;
  }
  return first + symbols[(31 - (sum % 31)) % 31];
}

test("an administrator makes an account, its holder sets the password, duties stay separate", async ({ page }) => {
  await signIn(page, "管理员");
  await page.goto(`${address()}/accounts`);
  await page.getByRole("button", { name: "新设账号" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("登录名").fill(`zhang${stamp}`);
  await dialog.getByLabel("姓名或名称").fill("张三");
  await choose(page, "#roles_0_role", "支付经办");
  await choose(page, "#roles_0_unit", "财政");
  await dialog.getByRole("button", { name: "加一个角色" }).click();
  await choose(page, "#roles_1_role", "支付复核");
  await choose(page, "#roles_1_unit", "财政");
  await dialog.getByRole("button", { name: "设立" }).click();
  await expect(dialog.getByRole("alert")).toContainText("职责分离");
  await expectAccessible(page, "new account");
  await dialog.getByRole("button", { name: "去掉此角色" }).last().click();
  await dialog.getByRole("button", { name: "设立" }).click();
  const link = await linkOf(page);
  await done(page);

  await page.context().clearCookies();
  await page.goto(link);
  await page.getByLabel(/^新密码/).fill(secret);
  await page.getByLabel("再输一次新密码").fill("something else altogether");
  await page.getByRole("button", { name: "设置密码" }).click();
  await expect(page.getByText("两次输入不一致")).toBeVisible();
  await page.getByLabel("再输一次新密码").fill(secret);
  await page.getByRole("button", { name: "设置密码" }).click();
  await expect(page.getByText(`请以 zhang${stamp} 登录`)).toBeVisible();
  await enter(page, `zhang${stamp}`);
  await expect(page).toHaveURL(/treasury/);

  await signIn(page, "管理员");
  await page.goto(`${address()}/accounts`);
  await page.getByRole("searchbox").fill(`zhang${stamp}`);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: `zhang${stamp}` }).click();
  await page.getByRole("button", { name: /停\s?用/ }).click();
  await page.locator(".ant-popconfirm").getByRole("button", { name: /确\s?定$/ }).click();
  await expect(page.getByText("已停用")).toBeVisible();
  await expect(page.getByText("当前没有登录")).toBeVisible();
  await expectAccessible(page, "account");

  await signIn(page, "审计");
  await page.goto(`${address()}/accounts`);
  await expect(page.getByRole("link", { name: `zhang${stamp}` })).toBeVisible();
  await expect(page.getByRole("button", { name: "新设账号" })).toHaveCount(0);
});

test("an enterprise gets its manager, who invites somebody that prepares and does not submit", async ({ page }) => {
  await signIn(page, "管理员");
  await page.goto(`${address()}/accounts`);
  await page.getByRole("button", { name: "邀请企业管理员" }).click();
  const dialog = page.getByRole("dialog");
  await choose(page, "#type", "企业");
  await dialog.getByLabel("统一社会信用代码").fill("91350583MA2XY00011");
  await dialog.getByLabel("名称", { exact: true }).fill("南方样例有限公司");
  await dialog.getByLabel(/^被邀请人/).fill("李四");
  await dialog.getByRole("button", { name: "邀请成员" }).click();
  await expect(dialog.getByRole("alert")).toContainText("校验码不符");
  await dialog.getByLabel("统一社会信用代码").fill(creditCode(`91350583MA2${stamp}`));
  await dialog.getByRole("button", { name: "邀请成员" }).click();
  const first = await linkOf(page);
  await done(page);

  await page.context().clearCookies();
  await page.goto(first);
  await page.getByLabel("登录名").fill(`li${stamp}`);
  await page.getByLabel("联系人姓名").fill("李四");
  await page.getByLabel(/^新密码/).fill(secret);
  await page.getByLabel("再输一次新密码").fill(secret);
  await expectAccessible(page, "invitation");
  await page.getByRole("button", { name: "新设账号并接受" }).click();
  await expect(page.getByText(`请以 li${stamp} 登录`)).toBeVisible();

  await enter(page, `li${stamp}`);
  await page.getByRole("tab", { name: "成员与代办" }).click();
  await page.getByRole("button", { name: "邀请成员" }).click();
  await dialog.getByLabel(/^被邀请人/).fill("某某代理公司");
  await dialog.getByRole("radio", { name: "只填报，不能提交" }).check();
  await dialog.getByRole("button", { name: "邀请成员" }).click();
  const second = await linkOf(page);
  await done(page);
  await expectAccessible(page, "members");

  await signIn(page, "样例主体2");
  await page.goto(second);
  await page.getByRole("button", { name: /以当前账号/ }).click();
  await expect(page.getByText("已接受。")).toBeVisible();
  await page.goto(second);
  await page.reload();
  await expect(page.getByText(/已使用、已撤回/)).toBeVisible();
});

test("whoever registers can do nothing until an officer has confirmed it", async ({ page }) => {
  await page.goto(`${address()}/register`);
  await choose(page, "#type", "企业");
  await page.getByLabel("统一社会信用代码").fill(creditCode(`91350583MA3${stamp}`));
  await page.getByLabel("名称", { exact: true }).fill("北方样例有限公司");
  await page.getByLabel("联系人姓名").fill("王五");
  await page.getByLabel("联系电话").fill("0595-86380000");
  await page.getByLabel("登录名").fill(`wang${stamp}`);
  await page.getByLabel(/^新密码/).fill(secret);
  await page.getByLabel("再输一次新密码").fill(secret);
  await page.getByRole("button", { name: "提交注册" }).click();
  await expect(page.getByText(`您可以 wang${stamp} 登录`)).toBeVisible();
  await enter(page, `wang${stamp}`);
  await expect(page.getByText(/北方样例有限公司 · 待核实/)).toBeVisible();

  await signIn(page, "市科技局-经办");
  await page.goto(`${address()}/registrations`);
  const row = page.locator("tr.ant-table-row", { hasText: `wang${stamp}` });
  await row.getByRole("button", { name: /^确\s?认$/ }).click();
  await page.locator(".ant-popconfirm").getByRole("button", { name: /确\s?定$/ }).click();
  await expect(row).toHaveCount(0);

  await enter(page, `wang${stamp}`);
  await expect(page.getByRole("heading", { name: "北方样例有限公司" })).toBeVisible();
});
