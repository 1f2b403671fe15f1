// The other two ways of selecting: article 2 as a race of teams, of which one is eliminated and one fails its
// acceptance, and article 15, where money is granted first and becomes equity later.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { enter, enterExperts, enterprises, holders, organiser, policy, settle, take, type Call } from "./contest";
import { address, ask, confirm, passDays, picture, signIn } from "./people";

const act = (page: Page, id: string, action: object) => ask<Call>(page, "POST", `/calls/${id}/actions`, action);
const today = async (page: Page) => (await ask<{ today: string }>(page, "GET", "/space")).today;

/** Presses a button of one contract and says why. */
async function decide(page: Page, contract: string, button: string, reason: string): Promise<void> {
  await page.locator("section.sheet", { hasText: contract }).getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("dialog").locator("textarea").fill(reason);
  await confirm(page);
  await expect(page.getByRole("dialog")).toBeHidden();
}

test("a race: six needs, fifteen teams, one eliminated, one not accepted, nothing paid before acceptance", async ({ page }, info) => {
  const firms = await enterprises(page);
  expect(firms.length).toBeGreaterThanOrEqual(2);
  await enterExperts(page, firms[1]!.name);

  const needs: string[] = [];
  await signIn(page, firms[0]!.login);
  for (let number = 0; number < 6; ++number) {
    const need = await enter(page, "攻关需求", { 需求名称: `赛马需求${number + 1}`, 领域: "新材料", 需求种类: "国产化替代", 技术指标: "达到国际同类水平" }, firms[0]!.subject);
    await take(page, need.id, "填报", "submit");
    needs.push(need.id);
  }
  await signIn(page, `${organiser}-经办`);
  for (const need of needs) await take(page, need, "审核", "register");
  const bids: string[] = [];
  for (const [place, firm] of firms.entries()) {
    await signIn(page, firm.login);
    for (let number = place; number < 15; number += firms.length) {
      const bid = await enter(page, "揭榜申请", {
        项目名称: `赛马方案${number + 1}`, 需求: needs[number % 6]!, 技术方案: "多路线并行", 现有基础: "中试线", 自筹资金: 800000, 负责人: `带头人${number + 1}`, 团队成员: "成员丙",
      }, firm.subject);
      await take(page, bid.id, "填报", "submit");
      bids.push(bid.id);
    }
  }
  await signIn(page, `${organiser}-经办`);
  for (const bid of bids) await take(page, bid, "审核", "register");

  const opened = await ask<Call>(page, "POST", "/calls", { package: policy, selection: "关键技术攻关", mode: "race", until: await today(page), needs });
  expect(opened.needs).toHaveLength(6);
  const settled = await settle(page, opened.id, (name) => 95 - Number(name.replace(/\D/g, "")) * 2, 4);
  expect(settled.bids).toHaveLength(15);
  const winners = settled.needs[0]!.ranking!.filter((one) => one.standing === "winner");
  expect(winners.length, "several teams run for one need").toBeGreaterThan(1);

  await signIn(page, `${organiser}-经办`);
  const due = await today(page);
  const terms = { stages: [{ id: "1", title: "样机", condition: "", due, fen: 0 }], claw_back_basis_points: 10_000 };
  for (const [place, one] of winners.entries()) await act(page, opened.id, { kind: "contracted", bid: one.bid, number: `SM-${place + 1}`, terms });
  await page.goto(`${address()}/calls/${opened.id}`);
  await page.getByRole("tab", { name: "合同与节点" }).click();
  await decide(page, "SM-2", "淘汰", "阶段指标落后");
  await expect(page.locator("section.sheet", { hasText: "SM-2" })).toContainText("阶段指标落后");
  await decide(page, "SM-1", "通过", "样机合格");
  await picture(page, info, "race-elimination");
  await expectAccessible(page, "a race");

  // What was found is not accepted by who judged the stages; the acceptance fails, and nothing is due of it.
  await signIn(page, `${organiser}-审批`);
  await page.goto(`${address()}/calls/${opened.id}`);
  await page.getByRole("tab", { name: "合同与节点" }).click();
  await decide(page, "SM-1", "验收不通过", "核心指标未达到");
  await picture(page, info, "race-not-accepted");
  expect(settled.bids.find((bid) => bid.id === winners[0]!.bid)!.name).toBe("赛马方案1");
  await signIn(page, firms[0]!.login);
  await page.goto(`${address()}/enterprise`);
  await expect(page.locator(".determination-total")).toBeVisible();
  await expect(page.getByText("SM-1")).toHaveCount(0);
});

test("talents: money is granted first, paid by stages, and becomes equity at the next round", async ({ page }, info) => {
  await signIn(page, "审计");
  const accounts = (await ask<{ sample_accounts: { login: string }[] }>(page, "GET", "/space")).sample_accounts.map((one) => one.login);
  const teams = await holders(page, "团队", accounts.filter((login) => login.startsWith("示例主体")));
  expect(teams.length).toBeGreaterThan(0);
  const firms = await enterprises(page);
  await enterExperts(page, firms[1]!.name);
  await signIn(page, teams[0]!.login);
  const bid = await enter(page, "人才计划申报", { 项目名称: "石材智能加工团队1", 领域: "新材料", 创新内容: "视觉分选", 产业化计划: "三年建成产线", 团队成员: "成员丁" }, teams[0]!.subject);
  await take(page, bid.id, "填报", "submit");
  await signIn(page, "市委人才办-经办");
  await take(page, bid.id, "审核", "register");
  await signIn(page, `${organiser}-经办`);
  const opened = await ask<Call>(page, "POST", "/calls", { package: policy, selection: "成功人才计划", mode: "best", places: 1, until: await today(page) });
  await settle(page, opened.id, () => 90, 3);

  await signIn(page, `${organiser}-经办`);
  await page.goto(`${address()}/calls/${opened.id}`);
  await page.getByRole("tab", { name: "合同与节点" }).click();
  await page.getByRole("button", { name: "签订合同" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("合同编号").fill("CG-2026-9");
  await dialog.getByLabel("节点 1").fill("团队到位");
  await dialog.getByLabel("应达日期").click();
  await page.locator(".ant-picker-now-btn, .ant-picker-today-btn").last().click();
  await dialog.getByLabel(/资助（元）/).fill("3000000");
  await dialog.getByLabel(/折扣/).fill("20");
  await dialog.getByLabel(/年利率/).fill("0");
  await dialog.getByLabel(/追回/).fill("100");
  await confirm(page);
  await expect(page.getByText("CG-2026-9")).toBeVisible();
  await decide(page, "CG-2026-9", "通过", "人员到岗");
  await expect(page.getByText("3,000,000.00").first()).toBeVisible();
  await picture(page, info, "talent-contract");
  await expectAccessible(page, "a contract with equity");

  // The stage's money is a claim of the team: the fact follows from the judged stage.
  await signIn(page, teams[0]!.login);
  await page.goto(`${address()}/enterprise`);
  await expect(page.getByText("CG-2026-9").first()).toBeVisible();

  await passDays(page, 1);
  await signIn(page, `${organiser}-审批`);
  await page.goto(`${address()}/calls/${opened.id}`);
  await page.getByRole("tab", { name: "合同与节点" }).click();
  await page.getByRole("button", { name: "转为股权" }).click();
  await page.getByRole("dialog").getByLabel(/每股/).fill("10.00");
  const why = page.getByRole("dialog").locator("textarea");
  if (await why.count()) await why.fill("A 轮融资");
  await confirm(page);
  await expect(page.getByText(/375,?000 股，每股 8(\.00)? 元/)).toBeVisible();
  await picture(page, info, "talent-converted");
});
