// Signing in through an identity provider: a real one (provider.mjs), and a space of its own that trusts it.
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { password, picture } from "./people";
import { everyPolicy, run, serve, type Running } from "./service";

const name = "市统一身份认证";
let folder = "";
let issuer = "";
let portal = "";
const running: Running[] = [];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enact-oidc-"));
  const port = await freePort();
  portal = `http://127.0.0.1:${port}`;
  const provider = await run("node", [join(import.meta.dirname, "provider.mjs"), portal]);
  running.push(provider);
  issuer = provider.url;
  writeFileSync(join(folder, "oidc.key"), "a secret of the journeys\n");
  const settings = [
    `issuer: ${issuer}`, "client: enact", "secret file: oidc.key", `portal: ${portal}`, `name: { zh: ${name}, en: City identity }`,
    "claims: { login: account }", "second factor: { amr: [otp] }",
  ];
  writeFileSync(join(folder, "oidc.yaml"), `${settings.join("\n")}\n`);
  running.push(await serve(everyPolicy(), port, ["--oidc", join(folder, "oidc.yaml")]));
});

test.afterAll(async () => {
  for (const one of running) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.beforeEach(async ({ page }) => {
  // The provider's own page asks for a typeface of another host.
  await page.route(/googleapis/, (route) => route.abort());
  await control({});
});

async function control(wanted: { fault?: string; claims?: object; rotate?: boolean }): Promise<void> {
  await fetch(`${issuer}/control`, { method: "POST", body: JSON.stringify(wanted) });
}

async function byPassword(page: Page, login: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${portal}/sign-in`);
  await page.getByLabel("账号", { exact: true }).fill(login);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).last().click();
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
}

/** At the provider, as one of its subjects. */
async function atProvider(page: Page, subject: string): Promise<void> {
  await page.waitForURL(new RegExp(`^${issuer}`));
  await page.locator('input[name="login"]').fill(subject);
  await page.locator('input[name="password"]').fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(new RegExp(`^${portal}`));
}

async function external(page: Page, subject: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${portal}/sign-in`);
  await page.getByRole("button", { name: `使用${name}登录` }).click();
  await atProvider(page, subject);
}

/** Joins the account that is signed in with a subject. */
async function joinWith(page: Page, subject: string): Promise<void> {
  await page.goto(`${portal}/account`);
  await page.getByRole("button", { name: `关联${name}` }).click();
  await atProvider(page, subject);
  await expect(page.getByText(/已关联（/)).toBeVisible();
}

test("a subject that belongs to no account is told what to do, and nothing is made for it", async ({ page }, info) => {
  await page.goto(`${portal}/sign-in`);
  await expectAccessible(page, "sign-in with a provider");
  await picture(page, info, "sign-in");
  await external(page, "u-nobody");
  await expect(page.getByRole("alert").last()).toContainText("尚未关联本系统的账号");
  await expect(page.getByRole("alert").last()).toContainText("u-nobody");
  await expectAccessible(page, "unlinked");
  await picture(page, info, "unlinked");
  expect(page.url(), "nothing of the answer stays in the address").toBe(`${portal}/sign-in/external`);
  await byPassword(page, "管理员");
  const accounts = await page.evaluate(async () => (await fetch("/api/v1/accounts?q=u-nobody")).json() as Promise<{ total: number }>);
  expect(accounts.total).toBe(0);
});

test("an officer joins its account, signs in through the provider, and out of both", async ({ page }, info) => {
  await byPassword(page, "市科技局-经办");
  await joinWith(page, "u-officer");
  await expectAccessible(page, "account with a provider");
  await picture(page, info, "account");
  await external(page, "u-officer");
  await expect(page).toHaveURL(/inbox/);

  // The keys of the provider may change.
  await control({ rotate: true });
  await external(page, "u-officer");
  await expect(page).toHaveURL(/inbox/);

  await page.getByRole("button", { name: "退出" }).click();
  await page.waitForURL(new RegExp(`^${issuer}`));
  await page.getByRole("button", { name: /sign me out/i }).click();
  await expect(page).toHaveURL(`${portal}/sign-in`);
  await expect(page.getByRole("button", { name: "退出" })).toHaveCount(0);
});

test("an answer that is not good is refused, in the words of who reads it", async ({ page }) => {
  const refused = "未通过核验，未登录";
  const told = { nonce: refused, audience: refused, expired: "给出的时间与本系统的时钟不符，未登录", tampered: refused };
  for (const [fault, words] of Object.entries(told)) {
    await control({ fault });
    await external(page, "u-officer");
    await expect(page.getByRole("alert").last(), fault).toContainText(words);
    await expect(page.getByRole("button", { name: "退出" }), fault).toHaveCount(0);
  }
  await control({ fault: "down" });
  await external(page, "u-officer");
  await expect(page.getByRole("alert").last()).toContainText("统一身份认证暂时连接不上");
});

test("an answer is taken once, and only by the browser that asked", async ({ page, browser }) => {
  const answers: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.url().startsWith(`${portal}/sign-in/external?`)) answers.push(request.url());
  });
  await external(page, "u-officer");
  await expect(page).toHaveURL(/inbox/);
  await page.goto(answers[0]!);
  await expect(page.getByRole("alert").last()).toContainText("返回的登录结果与本浏览器发起的登录不符");
  const other = await browser.newPage({ locale: "zh-CN" });
  await other.goto(`${portal}/sign-in`);
  await other.evaluate(async () => fetch("/api/v1/external/sign-in", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }));
  await other.goto(answers[0]!);
  await expect(other.getByRole("alert").last()).toContainText("返回的登录结果与本浏览器发起的登录不符");
  await other.close();
  await page.goto(`${portal}/sign-in/external?error=access_denied&state=x`);
  await expect(page.getByRole("alert").last()).toContainText("您在统一身份认证处取消了登录");
});

test("a claim joins an enterprise's account and no officer's", async ({ page }) => {
  await control({ claims: { account: "样例主体1" } });
  await external(page, "u-enterprise");
  await expect(page).toHaveURL(/enterprise/);
  await control({});
  await external(page, "u-enterprise");
  await expect(page).toHaveURL(/enterprise/);
  await control({ claims: { account: "市财政局-支付经办" } });
  await external(page, "u-impostor");
  await expect(page.getByRole("alert").last()).toContainText("尚未关联本系统的账号");
});

test("an administrator joins an account with a subject, and a new account comes without a password", async ({ page }, info) => {
  await byPassword(page, "管理员");
  await page.goto(`${portal}/accounts`);
  await page.getByRole("searchbox").fill("审计");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "审计", exact: true }).click();
  await page.getByLabel("用户标识（sub）").fill("u-auditor");
  await page.getByRole("button", { name: /^关\s?联$/ }).click();
  await expect(page.getByText(/由管理员关联/)).toBeVisible();
  await expectAccessible(page, "account of another with a provider");
  await picture(page, info, "account-of-another");

  await page.goto(`${portal}/accounts`);
  await page.getByRole("button", { name: "新设账号" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("登录名").fill("newcomer");
  await dialog.getByLabel("姓名或名称").fill("新人");
  for (const [field, typed] of [["#roles_0_role", "经办"], ["#roles_0_unit", "科技"]] as const) {
    await page.locator(field).click();
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  }
  await dialog.getByRole("button", { name: "设立" }).click();
  const link = await dialog.getByRole("textbox", { name: /链接$/ }).inputValue();
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole("button", { name: `不设密码，改用${name}` }).click();
  await atProvider(page, "u-newcomer");
  await expect(page).toHaveURL(/inbox/);

  await external(page, "u-auditor");
  await expect(page).toHaveURL(/overdue|subjects|cases|audit/);
});

/** The code of an authenticator app (RFC 6238), some steps of 30 seconds from now. */
function code(secret: string, at: number): string {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(at));
  const hash = createHmac("sha1", bytes).update(counter).digest();
  return String((hash.readUInt32BE(hash[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("the second factor is asked for, unless the provider says that it did", async ({ page }, info) => {
  await byPassword(page, "市财政局-支付经办");
  await joinWith(page, "u-payer");
  await page.getByRole("button", { name: "开始设置" }).click();
  const secret = (await page.locator("code").textContent()) ?? "";
  const now = Math.floor(Date.now() / 30_000);
  await page.getByLabel("动态验证码").fill(code(secret, now));
  await page.getByRole("button", { name: /^启\s?用$/ }).click();
  await expect(page.getByText("已启用。停用须输入当前的验证码。")).toBeVisible();

  await external(page, "u-payer");
  await page.getByLabel("动态验证码").fill("000000");
  await picture(page, info, "second-factor");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").last()).toContainText("动态验证码不正确或已使用");
  await page.getByLabel("动态验证码").fill(code(secret, now + 1));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/treasury/);

  await control({ claims: { amr: ["pwd", "otp"] } });
  await external(page, "u-payer");
  await expect(page).toHaveURL(/treasury/);
});
