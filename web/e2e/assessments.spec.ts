// Measured sheets in the browser: a scorecard from its targets to the signature and an appeal, a case of exemption held
// against both lists, a footprint with its picture, a fund.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, addLine, choose, measure, registerPath, saveDraft, status } from "./entries";
import { address, ask, picture, signIn } from "./people";

async function subjectName(page: Page): Promise<string> {
  return (await ask<{ subjects: { name: string }[] }>(page, "GET", "/session")).subjects[0]!.name;
}

test("a scorecard counts R&D as profit, is signed by another person and stands on appeal", async ({ page }, info) => {
  const name = `2026年度考核 ${Date.now()}`;
  await signIn(page, "样例主体1");
  const enterprise = await subjectName(page);

  // The office sets the targets.
  await signIn(page, "市国资办-经办");
  await page.goto(address() + registerPath("市属国企考核"));
  await expect(page.getByRole("heading", { name: "指标和权重" })).toBeVisible();
  await picture(page, info, "indicators");
  await page.getByRole("button", { name: "新增" }).click();
  await choose(page, "所属主体", enterprise);
  const targets = { 考核事项: name, 年度: "2026", 利润目标: "1亿", 转化效益目标: "800万", 研发强度目标: "0.03", 负债率上限: "0.65" };
  for (const [label, value] of Object.entries(targets)) await page.getByLabel(label, { exact: true }).fill(value);
  const path = await saveDraft(page);
  await act(page, "下达");

  // The enterprise enters what it has reached.
  await signIn(page, "样例主体1");
  await page.goto(address() + path);
  await act(page, "提交", { values: { 利润总额: "9200万", 研发投入: "1000万", 营业收入: "5亿", 资产总额: "10亿", 负债总额: "6.7亿", 转化经济效益: "600万" } });
  await expect(measure(page, "计入研发的利润")).toContainText("102,000,000.00");
  await expect(measure(page, "利润目标达成")).toContainText("是");

  // The office examines, its head signs.
  await signIn(page, "市国资办-经办");
  await page.goto(address() + path);
  await expect(page.locator(".entry-sheet")).toContainText("没有结果");
  await act(page, "通过", { values: { 社会效益评分: "60", 合规扣分: "5" } });
  await signIn(page, "市国资办-审批");
  await page.goto(address() + path);
  await act(page, "审定");
  await expect(status(page)).toContainText("已审定");
  const scores = page.locator(".entry-sheet .entry-scores");
  await expect(scores.locator(".ant-table-footer")).toContainText("85.83");
  await expect(scores.locator(".ant-table-footer")).toContainText("良好");
  await expect(scores.getByRole("row").filter({ hasText: "成果转化应用效益" })).toContainText("(+10)");
  await expect(page.getByText("重新计算，结果一致")).toBeVisible();
  await expect(page.getByRole("button", { name: "修改" })).toHaveCount(0);
  await picture(page, info, "scorecard");
  await expectAccessible(page, "a scorecard");

  // The enterprise appeals; the head decides.
  await signIn(page, "样例主体1");
  await page.goto(address() + path);
  await act(page, "提出申诉", { reason: "社会效益评分偏低" });
  await signIn(page, "市国资办-审批");
  await page.goto(address() + path);
  await act(page, "维持原结果", { reason: "评分依据充分" });
  await expect(status(page)).toContainText("已审定");
});

test("an exemption is decided against both lists, with precedents at hand", async ({ page }, info) => {
  const name = `中试失败 ${Date.now()}`;
  await signIn(page, "样例主体1");
  await page.goto(`${address()}${registerPath("尽职免责案件")}/new`);
  const values = { 事项: name, 发生日期: "2026-05-01", 经过: "中试阶段良品率未达合同指标，项目终止", 尽职情况: "集体决策，评审记录完整", 损失金额: "50万", 涉及人员: "项目负责人" };
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  await choose(page, "情形", "研发失败");
  const path = await saveDraft(page);
  await act(page, "提交");

  await signIn(page, "市国资办-经办");
  await page.goto(address() + path);
  const precedents = page.locator("section").filter({ has: page.getByRole("heading", { name: "相近的先例" }) });
  await expect(precedents.getByRole("link").first()).toContainText("陶瓷阀芯烧结工艺中试失败");
  await page.locator(".entry-actions").getByRole("button", { name: "提出认定意见" }).click();
  const dialog = page.getByRole("dialog");
  await choose(page, "对照正面条目", "技术路线未达预期");
  await choose(page, "正面结论", "属于");
  await choose(page, "对照负面条目", "未按程序决策");
  await choose(page, "负面结论", "属于");
  await choose(page, "调查意见", "免责");
  await dialog.getByLabel(/^(理由|备注)/).fill("对照两张清单核实");
  await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
  await expect(dialog).toContainText("属于正面清单且不属于负面清单的");
  await choose(page, "负面结论", "不属于");
  await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
  await expect(dialog).toBeHidden();

  await signIn(page, "市国资办-审批");
  await page.goto(address() + path);
  await page.locator(".entry-actions").getByRole("button", { name: "作出认定" }).click();
  await choose(page, "认定结论", "免责");
  await page.getByRole("dialog").getByLabel(/^(理由|备注)/).fill("同意调查意见");
  await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
  await expect(status(page)).toContainText("已认定");
  await picture(page, info, "exemption");
  await expectAccessible(page, "a case of exemption");
});

test("a footprint is computed line by line, shown as a picture and kept as it was", async ({ page }, info) => {
  await signIn(page, "样例主体2");
  await page.goto(`${address()}${registerPath("产品碳足迹")}/new`);
  const name = `阀芯 ${Date.now()}`;
  const values = { 产品名称: name, 声明单位: "1 批", 年度: "2025", 依据标准: "GB/T 24067-2024" };
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  await choose(page, "系统边界", "摇篮到大门");
  await addLine(page, "活动", 1, { 名称: "用电", 数量: "很多", 单位: "kWh" }, { 环节: "生产制造", 因子: "外购电力" });
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.locator(".ant-form-item-explain-error").first()).toContainText("第 1 行“数量”");
  await page.getByLabel("第 1 行 数量", { exact: true }).fill("1200");
  await addLine(page, "活动", 2, { 名称: "陶土", 数量: "2", 单位: "t" }, { 环节: "原材料获取", 因子: "陶土原料" });
  await addLine(page, "活动", 3, { 名称: "货运", 数量: "300", 单位: "t·km" }, { 环节: "运输交付", 因子: "公路货运" });
  await picture(page, info, "lines");
  const path = await saveDraft(page);
  await expect(measure(page, "产品碳足迹")).toContainText("830 kgCO2e");
  const lines = page.locator(".entry-line-rows").first();
  await expect(lines).toContainText("72.29 %");
  await expect(lines).toContainText("24.10 %");
  await expect(lines).toContainText("3.61 %");
  await expect(page.getByRole("img", { name: /用电 600 kgCO2e \(72\.29 %\)/ })).toBeVisible();
  await act(page, "提交核查");
  await signIn(page, "市市场监管局-经办");
  await page.goto(address() + path);
  await act(page, "核查通过");
  await signIn(page, "市市场监管局-审批");
  await page.goto(address() + path);
  await act(page, "签发");
  await expect(status(page)).toContainText("已签发");
  await picture(page, info, "footprint");
  await expectAccessible(page, "a footprint");

  // Everybody sees the result, and not what went in.
  await page.context().clearCookies();
  await page.goto(address() + path);
  await expect(page.locator(".entry-main")).toContainText("830 kgCO2e");
  await expect(page.locator(".entry-main")).not.toContainText("用电");
});

test("a fund is measured as a whole", async ({ page }, info) => {
  await signIn(page, "样例主体3");
  await page.goto(`${address()}${registerPath("科技创新基金考核")}/new`);
  await page.getByLabel("基金名称", { exact: true }).fill(`基金 ${Date.now()}`);
  await page.getByLabel("年度", { exact: true }).fill("2029");
  await choose(page, "基金种类", "天使基金");
  await addLine(page, "现金流", 1, { 日期: "2026-01-01", 金额: "-10000000" });
  await addLine(page, "现金流", 2, { 日期: "2028-01-01", 金额: "3000000" });
  await addLine(page, "估值", 1, { 估值日期: "2030-01-01", 净资产: "12000000" });
  await addLine(page, "投资", 1, { 项目: "甲", 投资成本: "4000000", 核销前估值: "0" }, { 领域: "新材料" }, ["早期", "小型", "长期", "引进院所", "!核销"]);
  await addLine(page, "投资", 2, { 项目: "乙", 投资成本: "5000000", 核销前估值: "5000000" }, { 领域: "其他" }, ["!早期", "小型", "长期", "!引进院所", "核销"]);
  const path = await saveDraft(page);
  for (const [title, figure] of [["DPI", "0.30"], ["RVPI", "1.20"], ["TVPI", "1.50"], ["IRR", "12.05 %"]] as const) await expect(measure(page, title)).toContainText(figure);
  await expect(measure(page, "公开市场等价倍数")).toContainText("没有结果");
  await expect(measure(page, "整体评级")).toContainText("优良");
  await act(page, "提交");
  await signIn(page, "市财政局-经办");
  await page.goto(address() + path);
  await act(page, "通过");
  await signIn(page, "市科技局-经办");
  await page.goto(address() + path);
  await act(page, "同意");
  await signIn(page, "市财政局-审批");
  await page.goto(address() + path);
  await act(page, "审定");
  await expect(status(page)).toContainText("已审定");
  await picture(page, info, "fund");
  await expectAccessible(page, "a fund");
});

test("the sheet reads in English and prints whole", async ({ page }, info) => {
  await signIn(page, "样例主体3");
  await page.goto(address() + registerPath("科技创新基金考核"));
  await page.getByRole("link", { name: "样例科技创新基金" }).first().click();
  await expect(measure(page, "TVPI")).toContainText("1.50");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Working" })).toBeVisible();
  await expect(page.getByText("Computed again: the same")).toBeVisible();
  await picture(page, info, "english");
  await page.pdf({ path: info.outputPath("sheet.pdf"), format: "A4" });
});
