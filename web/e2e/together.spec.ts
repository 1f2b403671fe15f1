// An application of several, announced with a first check and a commitment: blank forms before one applies, the letter
// of commitment read and agreed to, the members asked, each confirming by its own account, and the township's first
// check before the lead unit's.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, enterAccount, openSteps, picture, signIn, start } from "./people";

interface Space { today: string; sample_accounts: { login: string; title: { zh: string } }[] }

/** The sample account of a subject that no other journey uses, by the subject's name. */
async function loginOf(page: Page, name: string): Promise<string> {
  const space = await ask<Space>(page, "GET", "/space");
  return space.sample_accounts.find((one) => one.title.zh === name)!.login;
}

test("an enterprise applies together with an institute, commits itself, and its township checks first", async ({ page }, info) => {
  const lead = await loginOf(page, "示例精密卫浴有限公司");
  const member = await loginOf(page, "示例工业研究院");
  const policy = "nanan-2025-2";
  const provision = "2a";
  const guide = `${address()}/guides/${policy}/${provision}`;
  const unit = "市科技局";

  await test.step("the guide has blank forms, and the unit announces the first check and the commitment", async () => {
    await page.goto(guide);
    const blank = page.getByRole("link", { name: "信用承诺书（空白，PDF）" });
    await expect(blank).toBeVisible();
    const file = await page.request.get(new URL((await blank.getAttribute("href"))!, address()).toString());
    expect(file.headers()["content-type"]).toBe("application/pdf");
    expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await signIn(page, `${unit}-经办`);
    await page.goto(guide);
    const { today } = await ask<Space>(page, "GET", "/space");
    await page.getByLabel("开始日").fill(today);
    await page.getByLabel("开始日").press("Enter");
    await page.getByLabel("咨询").fill("样例科 0000-1234");
    await page.getByLabel("先由申请人所在镇街、园区初审").check();
    await page.getByLabel("信用承诺书", { exact: true }).check();
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await expect(page.getByText("正在受理").first()).toBeVisible();
    await expect(page.getByText("本年度先由所在镇街、园区初审")).toBeVisible();
    await expect(page.getByText("本年度通知要求")).toBeVisible();
    await expectAccessible(page, "guide with forms");
    await picture(page, info, "guide-forms");
  });

  let caseUrl = "";
  await test.step("the lead names the members and agrees to the commitment", async () => {
    await start(page, lead);
    await page.getByRole("button", { name: "申请", exact: true }).first().click();
    await expect(page).toHaveURL(/\/cases\//);
    caseUrl = page.url();
    await enterAccount(page);
    await page.getByRole("button", { name: "填写联合申请人" }).click();
    await page.getByLabel("示例精密卫浴有限公司的份额（%）").fill("70");
    await page.getByRole("button", { name: "增加联合申请人" }).click();
    await page.getByLabel("主体类型").click();
    await page.locator(".ant-select-item-option").filter({ hasText: "机构" }).click();
    await page.getByLabel("联合申请人证照号码").fill("91350583MA8AA0092Q");
    await page.getByLabel("份额（%）", { exact: true }).fill("20");
    await expect(page.getByText("份额合计 90%，应为 100%")).toBeVisible();
    await expect(page.getByRole("button", { name: "保存并请各方确认" })).toBeDisabled();
    await page.getByLabel("份额（%）", { exact: true }).fill("30");
    await page.getByRole("button", { name: "保存并请各方确认" }).click();
    await expect(page.getByText("待确认").first()).toBeVisible();

    await page.getByRole("button", { name: "阅读并签署信用承诺书" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("同一事项不重复领取本市奖补资金")).toBeVisible();
    await dialog.getByRole("button", { name: /签\s?署$/ }).click();
    await expect(dialog.getByText("请先阅读并勾选")).toBeVisible();
    await expectAccessible(page, "a commitment");
    await picture(page, info, "commitment");
    await dialog.getByRole("checkbox").check();
    await dialog.getByLabel("签署人姓名").fill("样例法定代表人");
    await dialog.getByRole("button", { name: /签\s?署$/ }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("由样例法定代表人签署")).toBeVisible();
    const { evidence_wanted } = await ask<{ evidence_wanted: string[] }>(page, "GET", `/cases/${caseUrl.split("/").at(-1)!}`);
    for (const kind of evidence_wanted) await attach(page, `${kind}.pdf`);
    const filled = page.getByRole("link", { name: /下载填好的申请表/ });
    const file = await page.request.get(new URL((await filled.getAttribute("href"))!, address()).toString());
    expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await picture(page, info, "draft");
    await act(page, "提交", { consent: true }).catch(() => undefined);
    await expect(page.getByText("联合申请人尚未确认：示例工业研究院").first()).toBeVisible();
  });

  await test.step("the member confirms by its own account", async () => {
    await signIn(page, member);
    await page.goto(caseUrl);
    await expect(page.getByText("您的份额 30%")).toBeVisible();
    await expectAccessible(page, "a joint application, asked");
    await picture(page, info, "asked");
    await page.getByRole("button", { name: "确认联合申请" }).click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: /确\s?定$/ }).click();
    await expect(page.getByText("已确认").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "提交" })).toHaveCount(0);
  });

  await test.step("submitted, it is the township's, and no other township's", async () => {
    await signIn(page, lead);
    await page.goto(caseUrl);
    await act(page, "提交", { consent: true });
    await expect.poll(async () => (await openSteps(page, caseUrl.split("/").at(-1)!))[0]?.unit).toBe("仑苍镇");
    await signIn(page, "水头镇-经办");
    await page.goto(`${address()}/inbox`);
    await expect(page.getByText("示例精密卫浴有限公司")).toHaveCount(0);
    expect((await page.request.get(`${address()}/api/v1/cases/${caseUrl.split("/").at(-1)!}`)).status()).toBe(404);
    await signIn(page, "仑苍镇-经办");
    await page.goto(`${address()}/inbox`);
    await expect(page.getByText("示例精密卫浴有限公司").first()).toBeVisible();
    await page.goto(caseUrl);
    await expect(page.getByText("示例工业研究院").first()).toBeVisible();
    await picture(page, info, "first-check");
    await act(page, "初审通过");
    await expect.poll(async () => (await openSteps(page, caseUrl.split("/").at(-1)!))[0]?.unit).toBe(unit);
  });

  await test.step("others are not held to it, and the member sees how it goes on", async () => {
    await signIn(page, `${unit}-经办`);
    await page.goto(guide);
    await page.getByRole("button", { name: "撤回通知" }).click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: "撤回通知" }).click();
    await expect(page.getByText("全年受理").first()).toBeVisible();
    await signIn(page, member);
    await page.goto(caseUrl);
    await expect(page.getByText("受理审核").first()).toBeVisible();
  });
});
