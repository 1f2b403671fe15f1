// The institutions of the document as their users walk them, each from the first form to the record that everybody
// sees or to what is due because of it. A walk is data: who enters what into which register, who takes it on, what is
// refused, what is due then. From what is due to the money goes walks.spec.ts; the monthly allowance goes the
// whole way here, because its roster does.
import { expect, test, type Page, type TestInfo } from "@playwright/test";
import { act, addLine, enter, expectRefused, fillIn, measure, policy, press, registerPath, saveDraft, status, type Values } from "./entries";
import { getCase, settleAndPay } from "./money";
import { address, ask, attach, passDays, picture, signIn } from "./people";
import { ownService } from "./own";

// The policy alone, on a space of its own: subjects and days are of these walks.
ownService([policy]);

// Who the walks are about: samples/facts.yaml, its last subjects.
const factory = "示例主体12";
const body = "示例主体13";
const incubator = "示例主体14";
const platform = "示例主体15";
const mentors = "示例主体16";
const student = "示例主体17";
const worker = "示例主体18";

interface Entering {
  by: string;
  enter: string;
  values: Values;
  attach?: string;
  /** What the refusal says, where it must be refused. */
  refused?: string;
  /** Under which later steps speak of the entry; the last one entered needs none. */
  as?: string;
}
interface Pressing {
  by: string;
  press: string;
  on?: string;
  values?: Values;
  reason?: string;
  /** What the refusal says, where it must be refused. */
  refused?: string;
  /** The state in which the entry is left. */
  stands?: string;
  /** Figures that its page shows, by their titles. */
  shows?: Values;
}
interface Due { by: string; due: string; says: (string | RegExp)[] }
interface Seen { seen: string; says: string[] }
type Step = Entering | Pressing | Due | Seen;
interface Walk { title: string; steps: Step[] }

const take = (by: string, action: string, more: Omit<Pressing, "by" | "press"> = {}): Pressing => ({ by, press: action, ...more });

const tier = (level: string, number: string, day: string): Step[] => [
  { by: factory, enter: "智能工厂", values: { 工厂名称: "示例智造一厂", 层级: level, 场景: "柔性产线、在线质检" } },
  take(factory, "提交"),
  take("市工信局-经办", "通过审核"),
  take("市工信局-审批", "获评", { values: { 文号: number, 起: day }, stands: "持有" }),
];
const level = (name: string, number: string, day: string, as: string): Step[] => [
  { by: incubator, enter: "孵化器梯度", as, values: { 孵化器名称: "示例青年孵化器", 层级: name, 所在地: "美林街道", 面积: "3000", 在孵企业数: "32" } },
  take(incubator, "提交"),
  take("市科技局-经办", "通过审核"),
  take("市科技局-审批", "备案（认定）", { values: { 方式: "首次认定", 证书编号: number, 起: day }, stands: "持有" }),
];
const right = (kind: string, name: string, number: string): Step[] => [
  { by: factory, enter: "知识产权", as: name, values: { 名称: name, 种类: kind, 证书号: number, 授权日: "2026-01-05", 简介: "用于水暖卫浴产品" } },
  take(factory, "提交"),
  take("市市场监管局-经办", "登记", { stands: "有效" }),
  { seen: name, says: [name, kind] },
];
const office = "市国资办-经办";
const month = (register: string, owner: string, lease: string, number: string, day: string, refused?: string): Step =>
  ({ by: office, enter: register, values: { 所属主体: owner, 凭证编号: number, 租约: lease, 月份: day }, ...(refused ? { refused } : {}) });

const walks: Walk[] = [
  {
    title: "5: a factory is graded tier by tier, and what the document gives no figure for asks the unit",
    steps: [
      ...tier("基础级", "样例智造〔2026〕1号", "2026-03-01"),
      ...tier("先进级", "样例智造〔2026〕2号", "2026-09-01"),
      // A tier is not left out.
      { by: factory, enter: "智能工厂", values: { 工厂名称: "示例智造一厂", 层级: "领航级" } },
      take(factory, "提交"),
      take("市工信局-经办", "通过审核"),
      take("市工信局-审批", "获评", { values: { 文号: "样例智造〔2026〕3号", 起: "2026-10-01" }, refused: "卓越级" }),
      { by: factory, due: "智能工厂梯度培育", says: ["尚不能判定", "智能工厂分层支持标准"] },
    ],
  },
  {
    title: "6c: an application for a pilot ends in its approval",
    steps: [
      { by: "市市场监管局-经办", enter: "碳标识试点", values: { 所属主体: "示例国际检测服务", 试点名称: "示例水暖卫浴碳标识试点", 层级: "市级" }, refused: "只登记省级及以上的试点" },
      { by: "市市场监管局-经办", enter: "碳标识试点", as: "试点", values: { 所属主体: "示例国际检测服务", 试点名称: "示例水暖卫浴碳标识试点", 层级: "省级" } },
      take("市市场监管局-经办", "已报送", { values: { 报送日期: "2026-05-01" } }),
      take("市市场监管局-经办", "获批", { values: { 批准文号: "样例市监〔2026〕1号", 批准日期: "2026-08-01" }, stands: "试点" }),
      { seen: "试点", says: ["示例水暖卫浴碳标识试点", "样例市监〔2026〕1号"] },
    ],
  },
  {
    title: "7a, 7c: rights of every kind are registered, and made an asset by a professional body",
    steps: [
      ...right("商标", "示例智造图形商标", "80000001"),
      ...right("著作权", "示例控制软件", "2026SR0000001"),
      ...right("集成电路布图设计", "示例驱动芯片布图", "BS.265000001"),
      { by: factory, enter: "专利密集型企业", values: { 主要产品: "恒温阀芯", 领域: "水暖卫浴", 发明专利数: "12", 专利总数: "9" }, refused: "发明专利数不能多于专利总数" },
      { by: factory, enter: "专利密集型企业", as: "密集", values: { 主要产品: "恒温阀芯", 领域: "水暖卫浴", 发明专利数: "9", 专利总数: "12" } },
      take(factory, "提交"),
      take("市市场监管局-经办", "登记", { stands: "有效" }),
      { seen: "密集", says: ["恒温阀芯", "0.75"] },
      { by: factory, enter: "权益登记", as: "权益", values: { 登记编号: "QY-示例-01", 权利: "示例控制软件", 登记机构: "样例知识产权服务中心", 登记事项: "著作权入表登记", 登记日期: "2026-06-01", 入账价值: "120万" } },
      take(factory, "提交"),
      take("市市场监管局-经办", "登记", { stands: "有效" }),
      { seen: "权益", says: ["QY-示例-01", "示例控制软件", "1,200,000.00"] },
    ],
  },
  {
    title: "8: an incubator is filed, recognised, run by others and assessed",
    steps: [
      ...level("本级备案", "NA-2026-9", "2026-03-01", "备案"),
      ...level("泉州级", "QZ-2026-9", "2026-08-01", "认定"),
      { by: incubator, enter: "托管考核", as: "考核", values: { 考核编号: "KH-示例-01", 孵化器: "示例青年孵化器", 受托机构: "示例孵化运营公司", 第三方专业机构: "是", 投入主体: "孵化器", 非财政直接投入: "200万" }, attach: "审计报告.pdf" },
      take(incubator, "提交"),
      take("市科技局-经办", "登记考核结果", { values: { 考核得分: "88", 考核通过: "是", 考核日期: "2026-10-20" } }),
      take("市科技局-审批", "确认结果", { stands: "有效" }),
      { by: incubator, due: "当年度新增备案", says: ["80,000.00"] },
      { by: incubator, due: "孵化器托管运营资助", says: ["600,000.00"] },
    ],
  },
  {
    title: "8d: a lease in an incubator has its relief once a month",
    steps: [
      { by: factory, enter: "孵化器租约", values: { 租约编号: "ZL-示例-8", 业主: "园区集团", 业主为市属国企: "是", 业主自有孵化器: "是", 房屋用途: "研发用房", 约定日期: "2026-02-01", 入驻日期: "2026-02-15", 月租金: "2万", 减免方案: "三免两减半" } },
      take(factory, "提交"),
      take(office, "登记", { stands: "有效" }),
      month("孵化器租金减免", "示例智造有限公司", "ZL-示例-8", "PZ-示例-0803", "2026-03-01"),
      take(office, "登记减免", { stands: "已减免", shows: { 减免金额: "20,000.00" } }),
      month("孵化器租金减免", "示例智造有限公司", "ZL-示例-8", "PZ-示例-0804", "2026-03-01"),
      take(office, "登记减免", { refused: "一个月只减免一次" }),
      { by: factory, due: "入驻孵化器房租减免", says: ["960,000.00"] },
    ],
  },
  {
    title: "10: a platform, its co-investors whose shares never come to more than one, its lease and the relief",
    steps: [
      { by: platform, enter: "产研平台库", as: "平台", values: { 平台名称: "示例概念验证中心", 种类: "概念验证中心", 领域: "新材料", 服务内容: "原理验证、小批量试制", 投用日期: "2026-04-01" } },
      take(platform, "提交"),
      take("市科技局-经办", "登记", { stands: "有效" }),
      { by: platform, enter: "平台投入", values: { 投入方: "示例市属国企", 平台: "示例概念验证中心", 性质: "央国企", 份额: "0.6", 投入金额: "600万", 起: "2026-04-01" } },
      take(platform, "提交"),
      take("市科技局-经办", "登记", { stands: "有效" }),
      { by: platform, enter: "平台投入", as: "民企", values: { 投入方: "示例民营企业", 平台: "示例概念验证中心", 性质: "民企", 份额: "0.5", 投入金额: "500万", 起: "2026-04-01" } },
      take(platform, "提交"),
      take("市科技局-经办", "登记", { refused: "各方份额合计不能超过 1" }),
      { by: platform, enter: "平台投入", values: { 投入方: "示例研究院", 平台: "示例概念验证中心", 性质: "科研院所", 份额: "0.4", 投入金额: "400万", 起: "2026-04-01" } },
      take(platform, "提交"),
      take("市科技局-经办", "登记", { stands: "有效" }),
      { by: platform, enter: "平台租约", values: { 租约编号: "ZL-示例-10", 业主: "园区集团", 房屋用途: "研发用房", 约定日期: "2026-03-10", 入驻日期: "2026-04-01", 月租金: "1万", 减免比例: "0.5", 减免月数: "12" } },
      take(platform, "提交"),
      take(office, "登记", { stands: "有效" }),
      month("平台租金减免", "示例概念验证中心", "ZL-示例-10", "PZ-示例-1004", "2026-03-01", "不在约定的减免期内"),
      month("平台租金减免", "示例概念验证中心", "ZL-示例-10", "PZ-示例-1005", "2026-04-01"),
      take(office, "登记减免", { stands: "已减免", shows: { 减免金额: "5,000.00" } }),
      { by: platform, due: "产研平台入驻国有园区租金减免", says: ["60,000.00"] },
      { seen: "平台", says: ["示例概念验证中心", "示例市属国企", "示例研究院"] },
    ],
  },
  {
    title: "11b: a service's lease in a state-owned park and its relief",
    steps: [
      { by: body, enter: "服务业租约", values: { 租约编号: "ZL-示例-11", 业主: "园区集团", 房屋用途: "办公用房", 约定日期: "2026-03-10", 入驻日期: "2026-04-01", 月租金: "8000", 减免比例: "0.25", 减免月数: "24" } },
      take(body, "提交"),
      take(office, "登记", { stands: "有效" }),
      month("服务业租金减免", "示例国际检测服务", "ZL-示例-11", "PZ-示例-1104", "2026-04-01"),
      take(office, "登记减免", { stands: "已减免", shows: { 减免金额: "2,000.00" } }),
      { by: body, due: "生产性服务业入驻国有园区租金减免", says: ["48,000.00"] },
    ],
  },
  {
    title: "12c: an international body shows the export it served",
    steps: [
      { by: body, enter: "国际机构出口服务", values: { 国际机构: "示例国际认证集团", 权威依据: "国际互认协议签署方", 落地日期: "2026-04-01", 服务企业: "示例阀门有限公司", 报关单号: "BG-示例-12", 出口日期: "2026-07-01" }, attach: "出口报关单.pdf" },
      take(body, "提交"),
      take("市市场监管局-经办", "登记", { values: { 认定为国际权威机构: "是", 出口证据属实: "是" }, stands: "有效" }),
      { by: body, due: "引进国际权威检测认证机构补助", says: [/300,000\.00/] },
    ],
  },
  {
    title: "12d: a city-owned enterprise acquires a body, stage by stage",
    steps: [
      { by: office, enter: "检测认证机构引进", as: "收购", values: { 目标机构: "示例阀门检测公司", 方式: "收购", 实施国企: "示例市属国企", 类型: "检测机构", 服务产业: "水暖卫浴", 投资估算: "800万" } },
      take(office, "开始洽谈"),
      take(office, "开展尽职调查"),
      take(office, "提交决策", { values: { 尽调结论: "资质完整，无重大诉讼" } }),
      take("市国资办-审批", "同意", { values: { 决策文号: "样例国资〔2026〕3号" }, reason: "符合产业方向" }),
      take(office, "已落地", { values: { 落地日期: "2026-10-01" }, stands: "已落地" }),
      { seen: "收购", says: ["示例阀门检测公司", "样例国资〔2026〕3号"] },
    ],
  },
  {
    title: "14d, 14e, 14f: a base is set up, its mentors are appraised, a body brings somebody in",
    steps: [
      { by: "市人社局-经办", enter: "联合培养基地", as: "基地", values: { 基地名称: "示例联合培养基地", 基地编号: "JD-示例-14", 高校: "示例大学", 承办单位: "示例智造有限公司", 领域: "智能制造", 导师团队: "示例联合培养导师组", 起: "2026-02-01" } },
      take("市人社局-经办", "登记", { stands: "有效" }),
      { seen: "基地", says: ["示例大学", "示例联合培养导师组"] },
      { by: mentors, enter: "导师团队考评", values: { 考评编号: "KP-示例-14", 基地: "示例联合培养基地", 创新成果: "联合培养硕士三名，授权发明两项" }, attach: "考评材料.pdf" },
      take(mentors, "提交"),
      take("市人社局-经办", "登记考核结果", { values: { 考评得分: "91", 考评通过: "是", 考评日期: "2026-10-10" } }),
      take("市人社局-审批", "确认结果", { stands: "有效" }),
      { by: mentors, due: "导师团队创新奖励", says: [/1,000,000\.00/] },
      { by: body, enter: "人才引进", values: { 岗位: "检测技术负责人", 人才姓名: "示例人才", 人才证件号码: "示例人才14", 人才层次: "博士", 到岗日期: "2026-06-01" }, attach: "劳动合同.pdf" },
      take(body, "提交"),
      take("市人社局-经办", "登记", { values: { 引进到岗: "是" }, stands: "有效" }),
      { by: body, due: "机构引才奖励", says: [/100,000\.00/] },
    ],
  },
  {
    title: "16a: an entrepreneur takes part in a cohort",
    steps: [
      { by: "市工信局-经办", enter: "企业家班次", as: "班次", values: { 班次名称: "示例第二期", 主题: "数智转型与出海", 科学家导师: "示例教授", 企业家导师: "示例企业家", 金融家导师: "示例投资人", 名额: "20", 开班: "2026-09-01", 结业: "2026-10-31" } },
      take("市工信局-经办", "登记", { stands: "有效" }),
      { seen: "班次", says: ["示例第二期", "示例教授"] },
      { by: factory, enter: "企业家学员", values: { 姓名: "示例厂长", 班次: "示例第二期", 职务: "总经理" } },
      take(factory, "提交"),
      take("市工信局-经办", "录取", { stands: "在读" }),
      take("市工信局-经办", "结业", { values: { 成效: "与示例教授签订联合研发协议" }, stands: "结业" }),
    ],
  },
];

const entries = new Map<string, string>();

async function walk(page: Page, step: Step): Promise<void> {
  if ("seen" in step) {
    await page.context().clearCookies();
    await page.goto(address() + entries.get(step.seen)!);
    for (const words of step.says) await expect(page.locator(".entry-desk, .page-head").filter({ hasText: words }).first()).toBeVisible();
    return;
  }
  await signIn(page, step.by);
  if ("due" in step) {
    await page.goto(`${address()}/enterprise`);
    await expect(page.locator(".determination-total")).toBeVisible();
    const claim = page.locator(".determination-provision, .ant-collapse-item, section.sheet").filter({ hasText: step.due }).first();
    for (const words of step.says) await expect(claim).toContainText(words);
    return;
  }
  if ("enter" in step) {
    if (step.refused) {
      await expectRefused(page, step.enter, step.values, step.refused);
      return;
    }
    const path = await enter(page, step.enter, step.values);
    if (step.attach) await attach(page, step.attach);
    entries.set("", path);
    if (step.as) entries.set(step.as, path);
    return;
  }
  await page.goto(address() + entries.get(step.on ?? "")!);
  const entered = { ...(step.values ? { values: step.values } : {}), ...(step.reason ? { reason: step.reason } : {}) };
  if (step.refused) {
    await press(page, step.press, entered);
    await expect(page.getByRole("dialog")).toContainText(step.refused);
    return;
  }
  await act(page, step.press, entered);
  if (step.stands) await expect(status(page)).toContainText(step.stands);
  for (const [title, figure] of Object.entries(step.shows ?? {})) await expect(measure(page, title)).toContainText(figure);
}

async function pictureOfLast(page: Page, info: TestInfo): Promise<void> {
  await page.goto(address() + entries.get("")!);
  await expect(page.locator(".entry-desk")).toBeVisible();
  await picture(page, info, "entry");
}

for (const { title, steps } of walks) {
  test(title, async ({ page }, info) => {
    for (const step of steps) await walk(page, step);
    await picture(page, info, "end");
    if (!("seen" in steps.at(-1)!)) await pictureOfLast(page, info);
  });
}

test("6a: a factor gets a new version, and the footprint of before keeps the one it was computed with", async ({ page }, info) => {
  const keeper = "市市场监管局";
  const factor = (version: string, value: string, more: Values = {}): Step[] => [
    { by: `${keeper}-经办`, enter: "碳足迹因子", as: version, values: { 名称: "示例天然气", 因子值: value, 单位: "kgCO2e/m3", 系统边界: "能源使用", 地域: "示例区域", 年份: "2025", 来源: "示例数据，非公布值", 版本: version, 不确定度: "0.1", ...more } },
    take(`${keeper}-经办`, "提交复核"),
    take(`${keeper}-审批`, "发布", { stands: "发布" }),
  ];
  for (const step of factor("示例1", "2")) await walk(page, step);

  await signIn(page, factory);
  await page.goto(`${address()}${registerPath("产品碳足迹")}/new`);
  await fillIn(page, { 产品名称: "示例阀体", 声明单位: "1 批", 年度: "2025", 依据标准: "GB/T 24067-2024", 系统边界: "摇篮到大门" });
  await addLine(page, "活动", 1, { 名称: "燃气", 数量: "100", 单位: "m3" }, { 环节: "生产制造", 因子: "示例天然气" });
  const footprint = await saveDraft(page);
  await expect(measure(page, "产品碳足迹")).toContainText("200 kgCO2e");
  await act(page, "提交核查");

  for (const step of factor("示例2", "3", { 替代: "示例天然气" })) await walk(page, step);
  await walk(page, take(`${keeper}-经办`, "由新版本替代", { on: "示例1", stands: "由新版本替代" }));
  await walk(page, { seen: "示例1", says: ["示例天然气", "示例1"] });
  await picture(page, info, "replaced");
  await signIn(page, factory);
  await page.goto(address() + footprint);
  await expect(measure(page, "产品碳足迹")).toContainText("200 kgCO2e");
  await picture(page, info, "footprint");
});


/** A list of all to whom the provision is due, made by the unit and released by another of its officers. */
async function release(page: Page, unit: string, provision: string): Promise<void> {
  await signIn(page, `${unit}-经办`);
  const { roster } = await ask<{ roster: { id: string } }>(page, "POST", "/rosters", { package: policy, provision });
  await signIn(page, `${unit}-审批`);
  await ask(page, "POST", `/rosters/${roster.id}/release`, {});
}

test("1d, 1e: what is due is handed to the units in charge, with a term, and answered", async ({ page }, info) => {
  for (const provision of ["1d", "1e"]) await release(page, "市科技局", provision);
  for (const [unit, matter] of [["市资源局", "用地指标保障"], ["市教育局", "企业人才子女就学"]] as const) {
    await signIn(page, "市科技局-经办");
    const { entries: listed } = await ask<{ entries: { id: string; title: string; subject: { name: string } }[] }>(page, "GET", `/registers/${policy}/要素保障名单/entries?limit=200`);
    const entry = listed.find((one) => one.title === matter && one.subject.name === "示例智造有限公司")!;
    entries.set("", `/entries/${entry.id}`);
    await walk(page, take("市科技局-经办", "交办"));
    await signIn(page, `${unit}-经办`);
    await page.goto(`${address()}/inbox`);
    const waiting = page.locator(".entry-waiting").locator("li").filter({ hasText: matter }).filter({ hasText: "示例智造有限公司" });
    await expect(waiting).toContainText(/\d{4}-\d{2}-\d{2}/);
    await walk(page, take(`${unit}-经办`, "已落实", { values: { 落实情况: "已列入年度计划" }, reason: "符合条件" }));
    await walk(page, take("市科技局-经办", "确认落实", { values: { 落实日期: "2026-11-01" }, stands: "待使用" }));
  }
  await picture(page, info, "secured");
});

test("14c: who stands on the roster is paid each month once, and not while suspended", async ({ page }, info) => {
  const bureau = "市人社局-经办";
  const rostered = { 所属主体: "示例证件03", 学号: "XH-示例-01", 基地: "样例卫浴联合培养基地", 层次: "硕士研究生", 导师: "示例教授", 开始日期: "2026-05-01", 结束日期: "2026-07-31", 中止开始: "2026-06-01", 中止结束: "2026-06-30" };
  await walk(page, { by: bureau, enter: "联合培养花名册", values: rostered });
  await walk(page, take(bureau, "列入花名册", { stands: "在册" }));
  // The same student, in another degree at the same time.
  await walk(page, { by: bureau, enter: "联合培养花名册", values: { ...rostered, 层次: "博士研究生", 开始日期: "2026-07-01", 中止开始: "", 中止结束: "" } });
  await walk(page, take(bureau, "列入花名册", { refused: "同一学生同一时间只能在册一次" }));

  await release(page, "市人社局", "14c");
  await signIn(page, student);
  await page.goto(`${address()}/enterprise`);
  await expect(page.getByText("免申即享：待您确认")).toBeVisible();
  const cases: string[] = [];
  // May and July; June was suspended.
  while (cases.length < 2) {
    await page.goto(`${address()}/enterprise`);
    await page.getByRole("button", { name: "确认账户并享受" }).first().click();
    const dialog = page.getByRole("dialog");
    for (const [label, value] of [["户名", "示例学生"], ["开户银行", "样例银行"], ["账号", "6222000011112222"]] as const) await dialog.getByLabel(label, { exact: true }).fill(value);
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page).toHaveURL(/\/cases\//);
    cases.push(page.url().split("/").at(-1)!);
  }
  await page.goto(`${address()}/enterprise`);
  await expect(page.locator(".determination-total")).toBeVisible();
  await expect(page.getByRole("button", { name: "确认账户并享受" })).toHaveCount(0);
  await settleAndPay(page, cases);
  await signIn(page, student);
  await page.goto(`${address()}/enterprise`);
  await page.getByRole("tab", { name: "已收款项" }).click();
  await expect(page.getByRole("row").filter({ hasText: "1,000.00" })).toHaveCount(2);
  await picture(page, info, "paid");
  for (const id of cases) expect((await getCase(page, id)).state).toBe("paid");
});

test("16b: skilled talents are recognised by whichever channel, after a public notice", async ({ page }, info) => {
  const bureau = "市人社局-经办";
  const channels: Values[] = [
    { 工种: "数控车工", 渠道: "技能竞赛", 渠道说明: "无" },
    { 工种: "陶瓷烧成工", 渠道: "其他", 渠道说明: "首席技师评选" },
  ];
  for (const [place, channel] of channels.entries()) {
    await walk(page, { by: worker, enter: "技能人才", as: String(place), values: { ...channel, 一线岗位: "是", 所在单位: "示例智造有限公司" } });
    await walk(page, take(worker, "提交"));
    await walk(page, take(bureau, "通过审核"));
    await walk(page, take(bureau, "发布公示"));
  }
  await walk(page, { seen: "1", says: ["陶瓷烧成工"] });
  await passDays(page, 10);
  for (const place of channels.keys()) {
    await walk(page, take(bureau, "公示期满", { on: String(place) }));
    await walk(page, take("市人社局-审批", "认定", { on: String(place), values: { 级别: "高级技师", 证书编号: `JN-示例-0${place + 1}`, 认定日期: "2026-11-20" } }));
  }
  await walk(page, { by: worker, due: "产业技能人才认定与支持", says: ["尚不能判定", "技能人才"] });
  await picture(page, info, "due");
  await pictureOfLast(page, info);
});
