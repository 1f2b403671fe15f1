// The self-check as people go through it, in Chinese and in English: questions, lists of events, going back, a
// reload, the tree behind each result, and the paper.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { address, picture } from "./people";

interface Words {
  skip: string; next: string; add: string; more: RegExp; listDone: RegExp; change: RegExp;
  no: string; place: string; print: string; title: string; expense: string; revenue: string; recognitions: string; kind: string; kindValue: string;
  way: string; wayValue: string; date: string; number: string; over: string; badNumber: string;
}

const words: Record<"zh" | "en", Words> = {
  zh: {
    skip: "不清楚，先跳过", next: "继续", add: "添加一条", more: /^再添加一条$/, listDone: /共 1 条，继续/, change: /^更改：研发费用$/,
    no: "不符合，因为未满足：研发投入超限", place: "登记地", print: "打印结果单", title: "政策自查结果单", expense: "研发费用", revenue: "营业收入", recognitions: "认定", kind: "类别", kindValue: "国家高新技术企业",
    way: "方式", wayValue: "重新认定", date: "日期", number: "证书编号", over: "研发费用超过 10,000,000.00 元（现为 9,400,000.00 元）", badNumber: "请填写数字",
  },
  en: {
    skip: "Not sure, skip", next: "Continue", add: "Add", more: /^Add another$/, listDone: /1 in all, continue/, change: /^Change: R&D expense of the year$/,
    no: "no, because this does not hold", place: "Place of registration (region code)", print: "Print the result", title: "Result of a policy self-check", expense: "R&D expense of the year", revenue: "Operating revenue of the year",
    recognitions: "Recognitions", kind: "Category", kindValue: "National high-tech enterprise", way: "First or renewed", wayValue: "Renewed recognition", date: "Date of recognition",
    number: "Certificate number", over: "R&D expense of the year over 10,000,000.00 CNY (now 9,400,000.00 CNY)", badNumber: "Enter a figure",
  },
};

async function start(page: Page, language: "zh" | "en", type = 0) {
  await page.addInitScript((chosen) => localStorage.setItem("enact.language", chosen), language);
  await page.goto(`${address()}/check`);
  await page.locator(".check-types button").nth(type).click();
  await expect(page.locator(".determination-total")).toBeVisible();
}

/** Skips until a question about this is asked. */
async function reach(page: Page, w: Words, what: string) {
  const question = page.locator(".check-question").first();
  for (let asked = 0; asked < 60 && !(await question.innerText()).includes(what); ++asked) {
    const before = await question.innerText();
    await page.getByRole("button", { name: w.skip }).click();
    await expect(question).not.toHaveText(before);
  }
  await expect(question).toContainText(what);
}

async function choose(page: Page, label: string, value: string) {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: value }).first().click();
}

async function answer(page: Page, w: Words, label: string, value: string) {
  await page.getByRole("textbox", { name: label, exact: true }).fill(value);
  await page.getByRole("button", { name: w.next, exact: true }).click();
}

test("an answer that is taken late leaves whoever has gone back where they are", async ({ page }) => {
  const w = words.zh;
  await start(page, "zh");
  await reach(page, w, w.place);
  await answer(page, w, w.place, "350583");
  await reach(page, w, w.expense);
  let release = () => {};
  const held = new Promise<void>((done) => { release = done; });
  await page.route("**/self-check", async (route) => { await held; await route.continue(); });
  await answer(page, w, w.expense, "940万");
  await page.locator(".check-given").getByRole("button", { name: `更改：${w.place}` }).click();
  const place = page.getByRole("textbox", { name: w.place, exact: true });
  await place.fill("350500");
  release();
  await expect(page.locator(".check-given"), "it is taken").toContainText("9,400,000.00");
  await expect(place, "and what is being typed stays").toHaveValue("350500");
});

for (const language of ["zh", "en"] as const) {
  test(`a self-check from the first question to the paper, in ${language}`, async ({ page }, info) => {
    const w = words[language];
    await start(page, language);

    await reach(page, w, w.place);
    await answer(page, w, w.place, "35");
    await expect(page.locator(".field-fault")).toContainText(w.place);
    await answer(page, w, w.place, "350583");
    await reach(page, w, w.expense);
    await answer(page, w, w.expense, "many");
    await expect(page.locator(".field-fault")).toContainText(w.badNumber);
    await page.getByRole("textbox", { name: w.expense, exact: true }).fill("940万");
    await expect(page.locator(".typed-read")).toContainText("9,400,000.00");
    // A reload keeps the answers and what is being typed.
    await page.reload();
    await expect(page.getByRole("textbox", { name: w.expense, exact: true })).toHaveValue("940万");
    await page.getByRole("button", { name: w.next, exact: true }).click();
    await reach(page, w, w.revenue);
    await answer(page, w, w.revenue, "200000000");
    await expect(page.locator(".check-given")).toContainText("9,400,000.00");

    // What was skipped and what was answered can be gone back to.
    await page.locator(".check-given").getByRole("button", { name: new RegExp(`[：:] ?${w.recognitions}$`) }).click();
    await choose(page, w.kind, w.kindValue);
    await choose(page, w.way, w.wayValue);
    await page.getByLabel(w.date, { exact: true }).fill("2026-03-10");
    await page.getByRole("button", { name: w.add, exact: true }).click();
    await expect(page.locator(".records li")).toContainText(w.kindValue);
    await expect(page.getByRole("button", { name: w.more })).toBeVisible();
    await picture(page, info, "records");
    await page.getByRole("button", { name: w.listDone }).click();
    await expect(page.locator(".records")).toBeHidden();

    const refused = page.locator(".ant-collapse-item").filter({ hasText: "3b " }).filter({ hasText: w.no });
    await expect(refused).toBeVisible();
    await refused.locator(".ant-collapse-header").focus();
    await page.keyboard.press("Enter");
    await expect(refused.locator(".why-change").filter({ hasText: w.over })).toBeVisible();
    // Down to the fact and its source by keyboard alone.
    const condition = refused.locator(".why-condition > details").first();
    const wasOpen = await condition.evaluate((element: HTMLDetailsElement) => element.open);
    await condition.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await condition.evaluate((element: HTMLDetailsElement) => element.open)).toBe(!wasOpen);
    await expect(refused.locator(".why-fact").filter({ hasText: "9,400,000.00" }).first()).toContainText(/未经核实|not attested/);
    await expect(refused.locator("blockquote").first()).toBeVisible();
    await expectAccessible(page, "self-check");
    await picture(page, info, "tree");

    // A changed answer changes the result.
    await page.getByRole("button", { name: w.change }).click();
    const expense = page.getByRole("textbox", { name: w.expense, exact: true });
    await expect(expense).toHaveValue("9400000");
    await expense.fill("10000000.01");
    await page.getByRole("button", { name: w.next, exact: true }).click();
    await expect(refused).toHaveCount(0);
    await page.getByRole("button", { name: w.change }).click();
    await answer(page, w, w.expense, "9400000");
    await expect(refused).toBeVisible();

    await page.getByRole("link", { name: w.print }).click();
    await expect(page.getByRole("heading", { name: w.title })).toBeVisible();
    const paper = page.locator(".form");
    await expect(paper).toContainText(w.over);
    await expect(paper).toContainText("对年研发费用占营业收入比重超5%或超1000万元的企业");
    await expectAccessible(page, "paper");
    await picture(page, info, "paper");
    await page.emulateMedia({ media: "print" });
    await expect(page.locator(".paper-tools")).toBeHidden();
    await expect(page.locator("header, nav")).toHaveCount(0);
    const pdf = await page.pdf({ preferCSSPageSize: true, path: info.outputPath("paper.pdf") });
    expect(pdf.byteLength).toBeGreaterThan(10_000);
    expect(pdf.toString("latin1")).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await page.emulateMedia({ media: "screen" });

    // Back from the paper nothing is lost.
    await page.locator(".paper-tools button").first().click();
    await expect(page.locator(".check-given")).toContainText("9,400,000.00");
  });
}

test("every type of subject can be asked to the end", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`${address()}/check`);
  const types = page.locator(".check-types button");
  await expect(types.first()).toBeVisible();
  const count = await types.count();
  expect(count).toBeGreaterThan(3);
  const done = page.getByRole("heading", { name: "问完了" });
  const skip = page.getByRole("button", { name: "不清楚，先跳过" });
  for (let type = 0; type < count; ++type) {
    await types.nth(type).click();
    await expect(page.locator(".determination-total")).toBeVisible();
    for (let asked = 0; asked < 60 && (await skip.isVisible()); ++asked) {
      const question = await page.locator(".check-question").first().innerText();
      await skip.click();
      await expect(page.locator(".check-question").first()).not.toHaveText(question);
    }
    await expect(done).toBeVisible();
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "重新开始" }).click();
    await expect(types.first()).toBeVisible();
  }
});

test("a paper without a self-check says so, and a lost connection keeps the answer in its field", async ({ page }) => {
  await page.goto(`${address()}/print/check`);
  await expect(page.getByText("没有可打印的结果")).toBeVisible();
  await start(page, "zh");
  await reach(page, words.zh, "研发费用");
  await page.route("**/api/v1/self-check*", (route) => route.abort());
  await answer(page, words.zh, "研发费用", "5");
  await expect(page.getByText("连接不上服务").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: "研发费用", exact: true })).toHaveValue("5");
});
