// The institutions that the document sets up, as their people use them: the exchange, the think tank, the pipeline,
// what is shared, the platforms' needs, the consultation and the interpretation, targets.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, addLine, choose, enter, fillInNew, handIn, notSaved, policy, press, refused, registerPath, saveDraft, status, walk } from "./entries";
import { address, ask, picture, signIn } from "./people";

const mark = () => String(Date.now()).slice(-7);
const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const related = (page: Page) => page.locator("section.sheet").filter({ has: page.getByRole("heading", { name: "相关登记项" }) });

test("article 9: a result and a need meet, a broker takes them to a registered contract, the city is covered", async ({ page }, info) => {
  const number = mark();
  await signIn(page, "示例主体4");
  const result = await enter(page, "科技成果", { 成果名称: `恒温阀低噪声流道 ${number}`, 简介: "降低恒温阀流道的水流噪声", 领域: "机械装备", 阶段: "中试", 合作方式: "许可" });
  await act(page, "提交");
  await signIn(page, "示例主体3");
  const need = await enter(page, "技术需求", { 需求名称: `恒温阀水流噪声治理 ${number}`, 说明: "恒温阀水流噪声过大，寻求低噪声流道", 领域: "机械装备", 合作方式: "许可" });
  await act(page, "提交");
  await signIn(page, "示例主体5");
  const platform = await enter(page, "对接平台", { 平台名称: `诗山技术交易平台 ${number}`, 运营主体: "示例孵化运营公司", 启用日期: dayFrom(-10), 种类: "技术交易平台", 主体性质: "其他产业园区", 乡镇街道: "诗山镇" });
  await act(page, "提交");
  await walk(page, result, [["市科技局-经办", "登记"]]);
  await walk(page, need, [["市科技局-经办", "登记"]]);
  await walk(page, platform, [["市科技局-经办", "登记"]]);

  await test.step("coverage by township", async () => {
    await page.goto(address() + registerPath("对接平台"));
    await page.getByRole("tab", { name: "覆盖情况" }).click();
    await expect(page.locator(".coverage .is-covered").filter({ hasText: "诗山镇" })).toBeVisible();
    await expect(page.locator(".coverage").getByText("尚未覆盖").first()).toBeVisible();
    await picture(page, info, "coverage");
    await expectAccessible(page, "coverage by township");
  });

  await test.step("the match says why", async () => {
    await signIn(page, "示例主体3");
    await page.goto(address() + need);
    const match = page.locator(".entry-matches > li").filter({ hasText: `恒温阀低噪声流道 ${number}` });
    await expect(match).toContainText("领域相同");
    await expect(match).toContainText("合作方式相同");
    await expect(match).toContainText("用词相近");
  });

  await signIn(page, "示例主体10");
  const title = `低噪声流道许可 ${number}`;
  const deal = await enter(page, "技术交易", { 项目名称: title, 成果: `恒温阀低噪声流道 ${number}`, 需求: `恒温阀水流噪声治理 ${number}`, 经理人: "陈样例" });
  await act(page, "开始服务");
  await act(page, "适合对接", { values: { 筛选意见: "成果成熟度与需求相符" } });
  await act(page, "完成评估", { values: { 评估机构: "样例评估公司", 评估值: "50万" } });
  const contract = { 让与方: "示例检测认证服务有限公司", 受让方: "示例石材有限公司", 合同编号: `XK-${number}`, 关联说明: "无", 合同金额: "48万", 签订日期: dayFrom(0) };
  await refused(page, "提交合同登记", "须说明关联情况和定价依据", { values: { ...contract, 关联关系: "有关联", 合作方式: "许可" } });
  await act(page, "提交合同登记", { values: { ...contract, 关联关系: "无关联", 合作方式: "许可" } });
  await walk(page, deal, [
    ["市科技局-经办", "登记合同", { values: { 合同登记号: `2026350583${number}` } }],
    ["市科技局-经办", "已转化", { values: { 转化成效: "两条产线采用，噪声下降八分贝" } }],
  ]);
  await expect(status(page)).toContainText("已转化");
  await picture(page, info, "deal");

  // The broker's page is its portfolio.
  await page.getByRole("link", { name: "陈样例" }).first().click();
  await expect(related(page)).toContainText(title);
  await expect(related(page).locator(".entry-figures")).toContainText("合同金额");
  await picture(page, info, "broker");
  await expectAccessible(page, "a broker");
});

test("article 17: an expert is appointed, matched, sent, and reviewed", async ({ page }, info) => {
  const number = mark();
  const name = `沈教授 ${number}`;
  await signIn(page, "市科技局-经办");
  const expert = await enter(page, "专家", { 姓名: name, 单位: "样例大学机械学院", 研究方向: "水泵水力模型、节能", 利益声明: "无", 聘期起: dayFrom(0), 聘期止: dayFrom(700), 单位种类: "高校", 领域: "机械装备" });
  await act(page, "提交审定");
  await walk(page, expert, [["市科技局-审批", "聘任"]]);
  await signIn(page, "示例主体2");
  const need = await enter(page, "专家需求", { 需求名称: `水泵节能改造 ${number}`, 说明: "水泵水力模型落后，能耗高", 领域: "机械装备" });
  await act(page, "提交");
  await walk(page, need, [["市科技局-经办", "登记"]]);
  await expect(page.locator(".entry-matches > li").filter({ hasText: name })).toContainText("领域相同");

  const assignment = { 专家: name, 需求: `水泵节能改造 ${number}` };
  await fillInNew(page, "专家服务", { 服务名称: `水泵改造诊断 ${number}`, ...assignment, 回避核对: "否" });
  await notSaved(page, "派出前须核对专家的利益声明");
  await choose(page, "回避核对", "是");
  const service = await saveDraft(page);
  await walk(page, service, [
    ["市科技局-经办", "派出"],
    ["市科技局-经办", "登记服务成效", { values: { 服务内容: "现场测试并提出叶轮改型方案", 服务次数: "3", 成效: "效率提高四个百分点" } }],
  ]);
  const review = await enter(page, "专家考评", { 考评意见: `服务到位 ${number}`, 年度: "2026", 得分: "92", 专家: name, 续聘: "是" });
  await walk(page, review, [["市科技局-经办", "登记"]]);
  await page.goto(address() + expert);
  await expect(related(page)).toContainText(`水泵改造诊断 ${number}`);
  await expect(related(page)).toContainText("92");
  await picture(page, info, "expert");
});

test("article 18: a project goes through its gates, is late, and stands in the plan", async ({ page }, info) => {
  const name = `低空起降场 ${mark()}`;
  // The unit accountable raises it, the keeper takes it up.
  await signIn(page, "市工信局-经办");
  await fillInNew(page, "新型基础设施项目", { 项目名称: name, 建设单位: "园区集团", 总投资: "6000万", 计划开工: dayFrom(-200), 计划建成: dayFrom(-2), 领域: "低空经济", 级别: "省级" });
  const project = await handIn(page);
  await expect(status(page)).toContainText("谋划");
  await walk(page, project, [
    ["市发改局-经办", "列入储备"],
    ["市发改局-经办", "通过立项条件审查", { values: { 可行性研究完成: "是", 用地落实: "是", 资金落实: "否" } }],
  ]);
  await signIn(page, "市发改局-审批");
  await page.goto(address() + project);
  const approval = { values: { 立项文号: "样例发改〔2026〕9号" }, reason: "条件齐备" };
  await refused(page, "批准开工", "都落实后才能立项", approval);
  await signIn(page, "市发改局-经办");
  await page.goto(address() + project);
  const entry = await ask<{ version: number }>(page, "GET", project);
  await signIn(page, "市发改局-审批");
  await ask(page, "PUT", `${project}/values`, { values: { 资金落实: true }, expected_version: entry.version, reason: "资金计划已下达" });
  await page.goto(address() + project);
  await act(page, "批准开工", approval);
  await expect(page.locator(".entry-next")).toContainText("逾期");

  await signIn(page, "市发改局-经办");
  await page.goto(address() + registerPath("新型基础设施项目"));
  await page.getByRole("checkbox", { name: /只看逾期/ }).click();
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expect(page.getByRole("link", { name: "样例低空经济测试场" })).toHaveCount(0);
  await page.getByRole("tab", { name: "计划图" }).click();
  const row = page.locator(".plan li").filter({ hasText: name });
  await expect(row.locator(".plan-bar.is-overdue")).toBeVisible();
  await expect(row).toContainText("市发改局");
  await picture(page, info, "plan");
  await expectAccessible(page, "the plan of the pipeline");
  await walk(page, project, [["市发改局-经办", "建成投用", { values: { 建成日期: dayFrom(0) } }]]);
  await expect(status(page)).toContainText("建成投用");
});

test("article 19: two book one instrument at the same minute, one gets it; nobody's time is given twice", async ({ page, browser }, info) => {
  const number = mark();
  const machine = `残余应力仪 ${number}`;
  const day = dayFrom(4);
  await signIn(page, "示例主体4");
  const instrument = await enter(page, "共用设备", { 设备名称: machine, 用途: "焊接件残余应力测量", 收费: "200", 开放自: "08:00", 开放至: "18:00", 领域: "机械装备", 所在地: "霞美镇", 需要培训: "是" });
  await act(page, "提交");
  await walk(page, instrument, [["市科技局-经办", "登记"]]);

  const booking = (purpose: string, from: string, to: string) => ({ 用途: purpose, 起: `${day}T${from}`, 止: `${day}T${to}` });
  const book = (on: Page, purpose: string, from: string, to: string) => enter(on, "设备预约", { ...booking(purpose, from, to),  设备: machine, 已经培训: "是" });
  await signIn(page, "示例主体1");
  await fillInNew(page, "设备预约", { ...booking(`企业测量 ${number}`, "07:30", "09:00"),  设备: machine, 已经培训: "否" });
  await notSaved(page, "早于该设备的开放时间");
  await page.getByLabel("起", { exact: true }).fill(`${day}T08:00`);
  await notSaved(page, "须先经过培训");

  const other = await (await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", viewport: { width: 1440, height: 900 } })).newPage();
  await signIn(other, "示例主体6");
  const theirs = await book(other, `平台测量 ${number}`, "09:30", "11:30");
  const ours = await book(page, `企业测量 ${number}`, "10:00", "12:00");
  await Promise.all([press(page, "预约"), press(other, "预约")]);
  const answer = async (on: Page) => {
    const booked = status(on).filter({ hasText: "已预约" });
    const taken = on.getByRole("dialog").getByText("该设备这段时间已有预约").first();
    await expect(booked.or(taken).first()).toBeVisible();
    return (await taken.count()) === 0;
  };
  const [we, they] = [await answer(page), await answer(other)];
  expect([we, they].filter(Boolean), "exactly one has it").toHaveLength(1);
  const [winner, path] = we ? [page, ours] : [other, theirs];
  await winner.goto(address() + path);
  await expect(winner.getByText("400.00").first()).toBeVisible();
  await act(winner, "登记使用", { values: { 实际小时数: "1.5", 使用记录: "测量三件" } });
  await expect(status(winner)).toContainText("登记使用");
  await other.context().close();

  const share = (value: string) => enter(page, "共享聘用", { 任务: `焊接工艺 ${number}`, 份额: value, 起: dayFrom(10), 止: dayFrom(40), 人才: `焊接工程师 ${number}` });
  await signIn(page, "示例主体4");
  const person = await enter(page, "共享人才", { 岗位: `焊接工程师 ${number}`, 工号: `HJ-${number}`, 可提供: "焊接工艺评定", 领域: "机械装备" });
  await act(page, "提交");
  await walk(page, person, [["市科技局-经办", "登记"]]);
  for (const [login, value, fits] of [["示例主体1", "0.6", true], ["示例主体2", "0.5", false]] as const) {
    await signIn(page, login);
    const path = await share(value);
    await act(page, "提交");
    await signIn(page, "市科技局-经办");
    await page.goto(address() + path);
    if (fits) await act(page, "登记");
    else await refused(page, "登记", "合计不能超过 1");
  }
  await page.goto(address() + person);
  await picture(page, info, "person");
});

test("article 20: a platform's need passes through three units, and one is accountable all along", async ({ page }, info) => {
  const title = `扩容供电 ${mark()}`;
  await signIn(page, "示例主体6");
  const need = await enter(page, "引建营需求", { 需求: title, 平台: "示例中试平台", 说明: "中试线扩产，现有供电不足", 阶段: "运营", 类别: "场地" });
  await act(page, "提交");
  const accountable = async (unit: string) => {
    const { open } = await ask<{ open: { unit: string }[] }>(page, "GET", need);
    expect(open.map((one) => one.unit)).toEqual([unit]);
  };
  const office = "市委人才办";
  for (const unit of ["市资源局", "市发改局"]) {
    await walk(page, need, [[`${office}-经办`, "交办", { values: { 承办单位: unit } }]]);
    await accountable(unit);
    await walk(page, need, [[`${unit}-经办`, "不属本单位职责，退回转办", { reason: "不在本单位职责内" }]]);
    await signIn(page, `${office}-经办`);
    await accountable(office);
  }
  await walk(page, need, [[`${office}-经办`, "交办", { values: { 承办单位: "园区集团", 办理期限: dayFrom(-1) } }]]);
  await accountable("园区集团");
  await expect(page.locator(".entry-next")).toContainText("逾期");
  await walk(page, need, [
    ["园区集团-经办", "答复", { values: { 办理结果: "已报供电公司" }, reason: "办理中" }],
    ["示例主体6", "没有解决，再次交办", { values: {}, reason: "仍未扩容" }],
  ]);
  await signIn(page, `${office}-经办`);
  await accountable(office);
  await walk(page, need, [
    [`${office}-经办`, "交办"],
    ["园区集团-经办", "答复", { values: { 办理结果: "扩容完成，新增 800 千伏安" }, reason: "已完成" }],
    ["示例主体6", "评价并办结", { values: { 满意程度: "满意" } }],
  ]);
  await expect(status(page)).toContainText("评价并办结");
  await picture(page, info, "need");
});

test("closing clause: a topic raised from a sentence becomes a resolution and a task, followed until it is done", async ({ page }, info) => {
  const number = mark();
  await signIn(page, "市商务局-经办");
  await page.goto(`${address()}/documents/${policy}`);
  await page.getByRole("button", { name: /选聘产业专家/ }).first().click();
  await page.locator(".document-side").getByRole("link", { name: /提请：会商议题/ }).click();
  await expect(page.getByLabel("来源", { exact: true })).toHaveValue(`/documents/${policy}#article-17`);
  await page.getByLabel("议题", { exact: true }).fill(`专家服务补助 ${number}`);
  await page.getByLabel("理由", { exact: true }).fill("服务次数增多");
  const topic = await handIn(page);
  await expect(page.getByRole("link", { name: `/documents/${policy}#article-17` })).toBeVisible();

  // The secretary calls the meeting, puts the topic on its agenda, enters what was resolved and hands the task out.
  await signIn(page, "市科技局-经办");
  const meeting = await enter(page, "会商会议", { 会议名称: `第二次会商 ${number}`, 时间: `${dayFrom(1)}T15:00`, 地点: "样例会议室", 召集单位: "市科技局" });
  await act(page, "登记");
  await walk(page, topic, [
    ["市科技局-经办", "列入议程", { values: { 会议: `第二次会商 ${number}` } }],
    ["市科技局-经办", "形成决议", { values: { 决议: "由市财政局提出补助方案" } }],
  ]);
  const task = await enter(page, "会商任务", { 任务: `提出专家补助方案 ${number}`, 完成期限: dayFrom(15), 议题: `专家服务补助 ${number}`, 承办单位: "市财政局" });
  await walk(page, task, [["市科技局-经办", "交办"]]);
  await expect(page.locator(".entry-next")).toContainText(dayFrom(15));
  await walk(page, task, [
    ["市财政局-经办", "反馈完成情况", { values: { 完成情况: "形成初稿" }, reason: "报送初稿" }],
    ["市科技局-经办", "继续办理", { reason: "补充测算" }],
    ["市财政局-经办", "反馈完成情况", { values: { 完成情况: "方案印发" }, reason: "完成" }],
    ["市科技局-经办", "完成"],
  ]);
  await expect(status(page)).toContainText("完成");
  await page.goto(address() + meeting);
  await expect(related(page)).toContainText("由市财政局提出补助方案");
  await picture(page, info, "meeting");
  await expectAccessible(page, "a meeting with its agenda");
  // Who raised it sees what became of it.
  await signIn(page, "市商务局-经办");
  await page.goto(address() + topic);
  await expect(status(page)).toContainText("形成决议");
});

test("closing clause: an interpretation and a public answer stand beside their sentence", async ({ page }, info) => {
  const number = mark();
  const words = /对通过国家高新技术企业认定/;
  await signIn(page, "市科技局-经办");
  const interpretation = await enter(page, "细则和解释", { 标题: `重新认定的口径 ${number}`, 条款: "1a", 原句: "对通过国家高新技术企业认定（含重新认定）的企业", 内容: "证书期满后再次认定的，按重新认定", 种类: "条款解释" });
  await walk(page, interpretation, [
    ["市科技局-经办", "送会签"],
    ["市工信局-经办", "同意"],
    ["市科技局-审批", "签发", { values: { 文号: `样例科解〔2026〕${number}号`, 施行日期: dayFrom(0) } }],
  ]);
  await signIn(page, "示例主体2");
  await page.goto(`${address()}/documents/${policy}`);
  await page.getByRole("button", { name: words }).first().click();
  await page.locator(".document-side").getByRole("link", { name: /政策问答/ }).click();
  await page.getByLabel("问题", { exact: true }).fill(`更名后重新发证算重新认定吗 ${number}`);
  const question = await saveDraft(page);
  await act(page, "提交");
  await walk(page, question, [
    ["市科技局-经办", "交办", { values: { 答复单位: "市工信局" } }],
    ["市工信局-经办", "答复", { values: { 答复: "不算，更名换证不是重新认定" } }],
    ["市科技局-审批", "公开"],
  ]);
  // Everybody sees both, without an account.
  await page.context().clearCookies();
  await page.goto(`${address()}/documents/${policy}`);
  await page.getByRole("button", { name: words }).first().click();
  const notes = page.locator(".document-side .notes");
  await expect(notes).toContainText(`重新认定的口径 ${number}`);
  await expect(notes.locator("li").filter({ hasText: number }).filter({ hasText: "不算，更名换证不是重新认定" })).toContainText("针对本句");
  await page.locator(".document-side").screenshot({ path: info.outputPath("notes.png") });
  await expectAccessible(page, "notes beside the document", ".document");
});

test("targets: set by the lead unit under four eyes, evaluated and signed", async ({ page }, info) => {
  const name = `引进团队数 ${mark()}`;
  await signIn(page, "市财政局-经办");
  const target = await enter(page, "绩效目标", { 条次: "14", 年度: "2026", 指标: name, 计量单位: "个", 牵头单位: "市科协", 类别: "产出" });
  await walk(page, target, [
    ["市财政局-经办", "布置给牵头单位"],
    ["市科协-经办", "填报目标", { values: { 目标值: "20" }, reason: "按年度计划" }],
    ["市科协-审批", "确认", { reason: "同意" }],
    ["市财政局-经办", "布置自评"],
    ["市科协-经办", "提交自评", { values: { 实际值: "18", 得分: "90", 自评说明: "两个团队延至下年" }, reason: "自评" }],
    ["市科协-审批", "签字", { reason: "同意" }],
  ]);
  await expect(status(page)).toContainText("签字");
  await page.context().clearCookies();
  await page.goto(address() + target);
  await expect(page.getByText("0.9", { exact: true })).toBeVisible();
  await picture(page, info, "target");
});

test("article 4: next year's weights are entered by one, signed by another, and counted by", async ({ page }, info) => {
  const year = String(2030 + (Number(mark()) % 60));
  await signIn(page, "市国资办-经办");
  await page.goto(address() + registerPath("国企考核权重表") + "/new");
  await page.getByLabel("名称", { exact: true }).fill(`${year}年度权重`);
  await page.getByLabel("年度", { exact: true }).fill(year);
  await page.getByLabel("依据", { exact: true }).fill("样例会议纪要");
  const weights = { 计入研发的利润: "35", 成果转化应用效益: "25", 研发投入强度: "20", 资产负债率: "10", 合规与安全: "9" };
  for (const [row, [indicator, weight]] of Object.entries(weights).entries()) await addLine(page, "各项", row + 1, { 权重: weight }, { 指标: indicator });
  await notSaved(page, "各项权重合计须为 100");
  await page.getByLabel("第 5 行 权重", { exact: true }).fill("10");
  const path = await saveDraft(page);
  await act(page, "提交审定");
  await walk(page, path, [["市国资办-审批", "审定"]]);
  await expect(page.getByRole("button", { name: "修改" })).toHaveCount(0);
  await page.goto(address() + registerPath("市属国企考核"));
  const table = page.locator(".entry-scores").first();
  await expect(table.getByRole("columnheader", { name: new RegExp(`${year}年度权重`) })).toBeVisible();
  await expect(table.getByRole("row").filter({ hasText: "成果转化应用效益" })).toContainText("25");
  await picture(page, info, "weights");
});
