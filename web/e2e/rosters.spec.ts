// What is due without an application, from the unit's list to the case; and a list that fills a register.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { status, walk } from "./entries";
import { act, address, ask, inEnglish, openSteps, picture, signIn } from "./people";

interface Choice { package: string; provision: string; unit: string; register: string; money: boolean }

/** What lists the person who is signed in may make. */
async function choices(page: Page): Promise<Choice[]> {
  return (await ask<{ choices: Choice[] }>(page, "GET", "/rosters")).choices;
}

/** A list of the provision, made in the browser; false if nobody can be put on it. */
async function make(page: Page, choice: Choice): Promise<boolean> {
  await page.goto(`${address()}/rosters`);
  await page.getByRole("button", { name: "编制名单" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("条款").click();
  await dialog.getByLabel("条款").fill(`${choice.provision} `);
  await page.locator(".ant-select-item-option").filter({ hasText: new RegExp(`^${choice.provision} `) }).first().click();
  await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
  await expect(page.getByText("没有可列入名单的主体").or(page.getByRole("heading", { name: /^L\d+ · / })).first()).toBeVisible();
  return page.url().includes("/rosters/");
}

test("a unit lists who is due an award, another officer releases it, an enterprise confirms and a case begins", async ({ page }, info) => {
  // Which provision somebody is due without an application; other journeys may have applied for some.
  let due = { login: "", name: "", provision: "", package: "" };
  for (const login of ["样例主体3", "样例主体2", "示例主体1", "示例主体2", "示例主体3"]) {
    await signIn(page, login);
    const session = await ask<{ subjects: { id: string }[] }>(page, "GET", "/session");
    const { subject, entitlements } = await ask<{
      subject: { name: string };
      entitlements: { package: string; provision: string; confirmable: boolean; case_id: string | null }[];
    }>(page, "GET", `/subjects/${session.subjects[0]!.id}`);
    const found = entitlements.find((entry) => entry.confirmable && !entry.case_id);
    if (found) {
      due = { login, name: subject.name, provision: found.provision, package: found.package };
      break;
    }
  }
  expect(due.provision).not.toBe("");

  const { items } = await ask<{ items: { id: string; leads: string[] }[] }>(page, "GET", `/packages/${due.package}/provisions`);
  const lead = items.find((one) => one.id === due.provision)!.leads[0]!;
  await test.step("the handling officer makes the list and takes a line out", async () => {
    await signIn(page, `${lead}-经办`);
    const choice = (await choices(page)).find((one) => one.provision === due.provision && one.package === due.package)!;
    expect(await make(page, choice)).toBe(true);
    await expect(page.getByRole("link", { name: due.name, exact: true })).toBeVisible();
    await expect(page.getByText("名单须由本单位另一名审批人员复核发布")).toBeVisible();
    await expectAccessible(page, "lists");
    await picture(page, info, "list");
    await inEnglish(page, async () => {
      await expect(page.getByText("Not released").first()).toBeVisible();
      await expect(page.getByRole("button", { name: /^Take .*out$/ }).first()).toBeVisible();
      await expectAccessible(page, "a list in English");
      await picture(page, info, "list-en");
    });
    const other = page.getByRole("row").filter({ hasText: "拟列入" }).filter({ hasNotText: due.name }).first();
    if (await other.count()) {
      await other.getByRole("button", { name: "移出" }).click();
      await page.getByRole("dialog").locator("textarea").fill("正在核查证书");
      await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
      await expect(page.getByText("正在核查证书")).toBeVisible();
    }
  });
  const list = page.url();

  await test.step("another officer releases it", async () => {
    await signIn(page, `${lead}-审批`);
    await page.goto(`${address()}/notifications`);
    await expect(page.getByText("待办：复核并发布名单").first()).toBeVisible();
    await page.goto(list);
    await page.getByRole("button", { name: "复核发布" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "复核发布" }).click();
    await expect(page.getByText("已发布").first()).toBeVisible();
  });

  await test.step("the enterprise is told, sees why, and confirms", async () => {
    await signIn(page, due.login);
    await page.goto(`${address()}/notifications`);
    await expect(page.getByText("您有一项可免申即享的兑现").first()).toBeVisible();
    await page.goto(`${address()}/enterprise`);
    await expect(page.getByText("免申即享：待您确认")).toBeVisible();
    await expectAccessible(page, "lists");
    await picture(page, info, "offer");
    await page.getByRole("button", { name: "确认账户并享受" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("开户银行").fill("样例银行");
    await dialog.getByLabel("账号", { exact: true }).fill("6222000011112222");
    await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(dialog.getByText("请勾选确认")).toBeVisible();
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page).toHaveURL(/\/cases\//);
    await expect(page.getByText("免申即享（确认）")).toBeVisible();
  });
  const id = page.url().split("/").at(-1)!;
  const [open] = await openSteps(page, id);
  expect(open!.unit).toBe(lead);

  await test.step("the lead goes on with the case, and the list says so", async () => {
    await signIn(page, `${lead}-经办`);
    await page.goto(list);
    await expect(page.getByText("已确认").first()).toBeVisible();
    await page.goto(`${address()}/cases/${id}`);
    await act(page, /^受理/);
    // Nobody is offered it a second time.
    const choice = (await choices(page)).find((one) => one.provision === due.provision && one.package === due.package)!;
    if (await make(page, choice)) await expect(page.getByRole("row").filter({ hasText: due.name }).getByText("未列入").first()).toBeVisible();
  });
});

test("a released list of a provision without money fills the register that the package declares", async ({ page }, info) => {
  await signIn(page, "市科技局-经办");
  const filling = (await choices(page)).filter((one) => one.register !== "");
  expect(filling.length).toBeGreaterThan(0);
  let made: Choice | undefined;
  for (const choice of filling) {
    if (await make(page, choice)) {
      made = choice;
      break;
    }
  }
  expect(made).toBeDefined();
  const list = page.url();
  await signIn(page, `${made!.unit}-审批`);
  await page.goto(list);
  await page.getByRole("button", { name: "复核发布" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "复核发布" }).click();
  await expect(page.getByText("已写入登记册").first()).toBeVisible();
  await picture(page, info, "entered");
  await page.getByRole("link", { name: "登记项 1" }).first().click();
  await expect(page).toHaveURL(/\/entries\//);
  await expect(page.getByText(/满足：/).first()).toBeVisible();
  await picture(page, info, "entry");
  // It says on which list it stands, is handed to its unit, secured until a day, and its use recorded.
  const path = new URL(page.url()).pathname;
  const entry = await ask<{ values: Record<string, string> }>(page, "GET", path);
  expect(entry.values["名单"]).toMatch(/^L\d+$/);
  await walk(page, path, [
    ["市科技局-经办", "交办"],
    [`${entry.values["承办单位"]}-经办`, "已落实", { reason: "指标已安排" }],
    ["市科技局-经办", "确认落实", { values: { 有效期至: "2027-12-31" } }],
    ["市科技局-经办", "登记使用", { values: { 使用情况: "用于二期厂房" } }],
  ]);
  await expect(status(page)).toContainText("登记使用");
});
