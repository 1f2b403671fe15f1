// An application of several that is paid by shares: each enters an account of its own and confirms, each is a payment
// of its own, together they are the claim to the fen; one that the bank refuses is corrected by its member and issued
// again, and the case is paid when all of them are.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, openSteps, picture, signIn, start } from "./people";
import { ownService } from "./own";

interface Space { sample_accounts: { login: string; title: { zh: string } }[] }
interface Session { subjects: { id: string }[] }
interface Case {
  reference: string; amount_fen: number; ended: boolean; evidence_wanted: string[]; by_shares: boolean;
  members: { share: number; amount_fen: number; payee: { account_masked: string } | null; has_payee: boolean }[];
  payments: { amount_fen: number; state: string; to: string }[];
}

const lead = "示例农机专业合作社";
const others = ["示例粮食专业合作社", "示例果蔬专业合作社"];
const accounts = ["6222000000000011", "6222000000000022", "6222000000000033"];

async function enterAccount(page: Page, number: string): Promise<void> {
  const holder = page.getByLabel("户名", { exact: true });
  if ((await holder.inputValue()) === "") await holder.fill("样例收款人");
  await page.getByLabel("开户银行").fill("样例银行");
  await page.getByLabel("账号", { exact: true }).fill(number);
  await page.getByRole("button", { name: "保存账户" }).click();
  await expect(page.getByText(`****${number.slice(-4)}`).first()).toBeVisible();
}

const sum = (of: { amount_fen: number }[]) => of.reduce((all, one) => all + one.amount_fen, 0);

ownService(["sample-farm"]);

test("members confirm with accounts of their own, and each is paid its share", async ({ page }, info) => {
  const space = await ask<Space>(page, "GET", "/space");
  const leads = space.sample_accounts.find((one) => one.title.zh === lead)!.login;
  const members = others.map((name) => space.sample_accounts.find((one) => one.title.zh === name)!.login);
  const identities: string[] = [];
  for (const login of members) {
    await signIn(page, login);
    const { subjects } = await ask<Session>(page, "GET", "/session");
    const { subject } = await ask<{ subject: { identity: string } }>(page, "GET", `/subjects/${subjects[0]!.id}`);
    identities.push(subject.identity);
  }

  let caseUrl = "";
  let id = "";
  const now = () => ask<Case>(page, "GET", `/cases/${id}`);
  await test.step("the lead names two members with their shares", async () => {
    await start(page, leads);
    await page.locator('[data-provision="1a"]').getByRole("button", { name: "申请", exact: true }).first().click();
    await expect(page).toHaveURL(/\/cases\//);
    caseUrl = page.url();
    id = caseUrl.split("/").at(-1)!;
    await enterAccount(page, accounts[0]!);
    await page.getByRole("button", { name: "填写联合申请人" }).click();
    await page.getByLabel(`${lead}的份额（%）`).fill("33.34");
    for (const [at, identity] of identities.entries()) {
      await page.getByRole("button", { name: "增加联合申请人" }).click();
      await page.getByLabel("联合申请人证照号码").nth(at).fill(identity);
      await page.getByLabel("份额（%）", { exact: true }).nth(at).fill("33.33");
    }
    await page.getByRole("button", { name: "保存并请各方确认" }).click();
    await expect(page.getByText("待确认", { exact: true })).toHaveCount(2);
    await expect(page.getByText("未填写", { exact: true })).toHaveCount(2);
    for (const kind of (await now()).evidence_wanted) await attach(page, `${kind}.pdf`);
    await expectAccessible(page, "a joint application by shares");
    await picture(page, info, "named");
  });

  for (const [at, login] of members.entries()) {
    await test.step(`member ${at + 1} confirms, once it has entered an account of its own`, async () => {
      await signIn(page, login);
      await page.goto(caseUrl);
      await expect(page.getByText("您的份额 33.33%，付入您自己的账户")).toBeVisible();
      const confirms = async () => {
        await page.getByRole("button", { name: "确认联合申请" }).click();
        await page.locator(".ant-popconfirm").getByRole("button", { name: /确\s?定$/ }).click();
      };
      if (at === 0) {
        await confirms();
        await expect(page.getByText("尚未填写收款账户").first()).toBeVisible();
        await picture(page, info, "account-missing");
      }
      await enterAccount(page, accounts[at + 1]!);
      await confirms();
      await expect(page.getByRole("button", { name: "确认联合申请" })).toHaveCount(0);
      // Its own account, and nobody else's.
      const seen = (await now()).members.map((one) => one.payee?.account_masked ?? "");
      expect(seen.filter((masked) => masked !== "")).toEqual([expect.stringContaining(accounts[at + 1]!.slice(-4))]);
    });
  }

  let payer = "";
  let due = 0;
  await test.step("it is submitted, checked, decided and committed, everybody's share by itself", async () => {
    await signIn(page, leads);
    await page.goto(caseUrl);
    await expect(page.getByText("已确认", { exact: true })).toHaveCount(2);
    await act(page, "提交", { consent: true });
    const unit = (await openSteps(page, id))[0]!.unit;
    await signIn(page, `${unit}-经办`);
    await page.goto(caseUrl);
    await act(page, "核对无误");
    await act(page, /^通\s?过$/);
    await signIn(page, `${unit}-审批`);
    await page.goto(caseUrl);
    await act(page, /^决\s?定$/, { reason: "符合条件，同意补贴" });
    payer = (await openSteps(page, id))[0]!.unit;
    await signIn(page, `${payer}-财政审核`);
    await page.goto(caseUrl);
    const { amount_fen, members: shares, by_shares } = await now();
    due = amount_fen;
    expect(by_shares).toBe(true);
    expect(sum(shares)).toBe(2 * Math.round(due * 0.3333));
    await picture(page, info, "decided");
    await act(page, "列入预算指标");
  });

  let batchUrl = "";
  const { reference } = await now();
  await test.step("the case is picked as a whole: a line for each, into each one's account", async () => {
    await signIn(page, `${payer}-支付经办`);
    await page.goto(`${address()}/treasury`);
    const rows = page.getByRole("row", { name: new RegExp(reference) });
    await expect(rows).toHaveCount(3);
    await rows.first().getByRole("checkbox").check();
    for (let at = 0; at < 3; ++at) await expect(rows.nth(at).getByRole("checkbox")).toBeChecked();
    const whole = (due / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
    await expect(page.getByText(`已选 3 笔，共 ${whole} 元`)).toBeVisible();
    await picture(page, info, "payable");
    await page.getByRole("button", { name: "编制支付批次" }).click();
    await expect(page).toHaveURL(/batches/);
    batchUrl = page.url();
    for (const account of accounts) await expect(page.getByText(`****${account.slice(-4)}`)).toHaveCount(1);
    const lines = (await now()).payments;
    expect(lines.length).toBe(3);
    expect(sum(lines)).toBe(due);
  });

  const release = async () => {
    await signIn(page, `${payer}-支付复核`);
    await page.goto(batchUrl);
    await page.getByRole("button", { name: "复核放行" }).click();
    await expect(page.getByText("已放行").first()).toBeVisible();
    await signIn(page, `${payer}-支付经办`);
    await page.goto(batchUrl);
  };
  const line = (account: string) => page.getByRole("row", { name: new RegExp(`\\*{4}${account.slice(-4)}`) });

  await test.step("the bank pays two, and refuses one", async () => {
    await release();
    await line(accounts[0]!).getByRole("button", { name: "登记到账" }).click();
    await expect(line(accounts[0]!)).toContainText("已到账");
    await line(accounts[2]!).getByRole("button", { name: "登记到账" }).click();
    await expect(line(accounts[2]!)).toContainText("已到账");
    await line(accounts[1]!).getByRole("button", { name: "登记失败" }).click();
    await page.getByLabel("银行给出的原因").fill("户名与账号不符");
    await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(line(accounts[1]!)).toContainText("户名与账号不符");
    await picture(page, info, "one-refused");
    const { ended, payments } = await now();
    expect(ended).toBe(false);
    expect(sum(payments.filter((one) => one.state === "paid"))).toBe(due - payments.find((one) => one.state === "failed")!.amount_fen);
  });

  const corrected = "6222000000000044";
  await test.step("its member corrects the account, and the line is issued again", async () => {
    await signIn(page, members[0]!);
    await page.goto(caseUrl);
    await page.getByRole("button", { name: /更\s?改/ }).click();
    await enterAccount(page, corrected);
    await signIn(page, `${payer}-支付经办`);
    await page.goto(batchUrl);
    const refused = batchUrl;
    await line(accounts[1]!).getByRole("button", { name: "重新支付" }).click();
    await expect.poll(() => page.url()).not.toBe(refused);
    batchUrl = page.url();
    await expect(page.getByText(`****${corrected.slice(-4)}`)).toHaveCount(1);
    await release();
    await line(corrected).getByRole("button", { name: "登记到账" }).click();
    await expect(line(corrected)).toContainText("已到账");
  });

  await test.step("the case is paid, and the shares are the claim to the fen", async () => {
    await signIn(page, leads);
    await page.goto(caseUrl);
    await expect(page.getByText("已兑付").first()).toBeVisible();
    const { ended, payments } = await now();
    expect(ended).toBe(true);
    const paid = payments.filter((one) => one.state === "paid");
    expect(paid.length).toBe(3);
    expect(sum(paid)).toBe(due);
    // 33.34 % to the lead, 33.33 % to each of the others.
    expect(paid.map((one) => one.amount_fen).sort((a, b) => a - b)).toEqual([0.3333, 0.3333, 0.3334].map((share) => Math.round(due * share)));
    await picture(page, info, "paid");
  });
});
