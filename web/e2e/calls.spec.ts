// A call of article 2 in the browser: needs and bids stand in their registers, experts are drawn, judge blind, the
// result is published and checked by anybody, a contract runs to acceptance, and what is due follows from it.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { enter, enterprises, enterExperts, organiser, take, type Call } from "./contest";
import { address, ask, confirm, passDays, picture, signIn } from "./people";

test("a call runs from its needs to an accepted project", async ({ page }, info) => {
  const shot = (name: string) => picture(page, info, name);
  const firms = await enterprises(page);
  expect(firms.length).toBeGreaterThanOrEqual(2);
  const [first, second] = firms as [(typeof firms)[number], (typeof firms)[number]];

  await test.step("needs, experts and bids stand in their registers", async () => {
    await signIn(page, first.login);
    const need = await enter(page, "攻关需求", { 需求名称: "高耐磨陶瓷阀芯", 领域: "新材料", 需求种类: "国产化替代", 技术指标: "寿命 100 万次以上" }, first.subject);
    await take(page, need.id, "填报", "submit");
    const officer = `${organiser}-经办`;
    await signIn(page, officer);
    await take(page, need.id, "审核", "register");
    await enterExperts(page, second.name);
    const bids: string[] = [];
    for (const [place, firm] of firms.entries()) {
      if (place === 0) continue;
      await signIn(page, firm.login);
      const bid = await enter(page, "揭榜申请", {
        项目名称: `陶瓷阀芯攻关方案${place}`, 需求: need.id, 技术方案: "纳米复相陶瓷烧结", 现有基础: "中试线一条", 自筹资金: 1500000.5, 负责人: `负责人${place}`, 团队成员: "成员甲、成员乙",
      }, firm.subject);
      await take(page, bid.id, "填报", "submit");
      bids.push(bid.id);
    }
    await signIn(page, officer);
    for (const bid of bids) await take(page, bid, "审核", "register");
  });

  let url = "";
  await test.step("the organiser opens the call", async () => {
    await page.goto(`${address()}/calls`);
    await page.getByRole("button", { name: "发布遴选" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("申报截止").click();
    await page.locator(".ant-picker-now-btn, .ant-picker-today-btn").last().click();
    await confirm(page);
    await expect(page).toHaveURL(/\/calls\/.+/);
    url = page.url();
    await expect(page.getByText("高耐磨陶瓷阀芯")).toBeVisible();
    await shot("call-open");
    await expectAccessible(page, "an open call");
  });
  const id = url.split("/").at(-1)!;

  await test.step("bids are closed and a panel is drawn; who works for a bidder is left out", async () => {
    await passDays(page, 1);
    await signIn(page, `${organiser}-经办`);
    await page.goto(url);
    await page.getByRole("button", { name: "截止申报" }).click();
    await page.getByRole("button", { name: "抽取评审专家" }).click();
    await page.getByRole("tab", { name: "评审组" }).click();
    await page.getByText(/未列入抽取及原因/).click();
    await expect(page.getByText(/专家1.*与申报单位同一单位/)).toBeVisible();
    await shot("call-panel");
    await expectAccessible(page, "a panel");
  });

  await test.step("experts declare to have no conflict and judge blind", async () => {
    const call = await ask<Call>(page, "GET", `/calls/${id}`);
    const members = call.needs[0]!.panel!.members;
    expect(members).toHaveLength(5);
    for (const [place, member] of members.entries()) {
      await signIn(page, `评审${member.name}`);
      await page.goto(url);
      await page.getByRole("button", { name: "同意评审，承诺无利益冲突" }).click();
      await expect(page.getByRole("button", { name: "同意评审，承诺无利益冲突" })).toBeHidden();
      if (place === 0) {
        // The desk itself, once: the bid without its bidder and persons.
        await expect(page.getByText("匿名评审：不显示申报单位和人员")).toBeVisible();
        await page.getByText("陶瓷阀芯攻关方案1").click();
        await expect(page.getByText("纳米复相陶瓷烧结").first()).toBeVisible();
        await expect(page.getByText("负责人1")).toHaveCount(0);
        await expect(page.getByText(second.name)).toHaveCount(0);
        await shot("expert");
        await expectAccessible(page, "an expert's desk");
        const scores = page.locator(".call-sheet").first().locator(".call-scores input");
        for (let i = 0; i < 4; ++i) await scores.nth(i).fill("88");
        await page.locator(".call-sheet").first().getByRole("button", { name: "提交评分表" }).click();
        await expect(page.getByText("已评 88.00")).toBeVisible();
      }
      const mine = await ask<Call>(page, "GET", `/calls/${id}`);
      for (const sheet of mine.seats[0]!.sheets) {
        if (sheet.scores) continue;
        const name = mine.bids.find((bid) => bid.id === sheet.bid)!.name;
        const points = name.endsWith("1") ? "86" : "75";
        await ask(page, "POST", `/calls/${id}/actions`, { kind: "sheet_handed_in", need: mine.seats[0]!.need, bid: sheet.bid, expert: member.expert, scores: [points, points, points, points] });
      }
    }
  });

  await test.step("scoring is closed, the minutes entered, and another publishes the result", async () => {
    await signIn(page, `${organiser}-经办`);
    await page.goto(url);
    await page.getByRole("button", { name: "结束评分" }).click();
    await page.getByRole("button", { name: "登记评审纪要" }).click();
    await page.getByRole("dialog").locator("textarea").fill("科评〔2026〕1号：一致同意");
    await confirm(page);
    await expect(page.getByText("待公示")).toBeVisible();
    await page.getByRole("tab", { name: "结果" }).click();
    await expect(page.getByText("入选", { exact: true }).first()).toBeVisible();
    await shot("ranking");
    await signIn(page, `${organiser}-审批`);
    await page.goto(url);
    await page.getByRole("button", { name: "公示结果" }).click();
    await expect(page.getByText("公示中").first()).toBeVisible();
  });

  await test.step("anybody sees the result and checks the draw", async () => {
    await page.context().clearCookies();
    await page.goto(url);
    await page.getByRole("button", { name: "在本机核对" }).click();
    await expect(page.getByText(/相符：种子与摘要一致/)).toBeVisible();
    await shot("verified");
    await page.getByRole("tab", { name: "结果" }).click();
    await expect(page.getByText(second.name).first()).toBeVisible();
    await expectAccessible(page, "a published result");
  });

  await test.step("a contract is concluded, judged stage by stage and accepted by another", async () => {
    await passDays(page, 10);
    await signIn(page, `${organiser}-经办`);
    await page.goto(url);
    await page.getByRole("button", { name: "确定结果" }).click();
    await page.getByRole("tab", { name: "合同与节点" }).click();
    await page.getByRole("button", { name: "签订合同" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("合同编号").fill("HT-2026-1");
    await dialog.getByLabel("节点 1").fill("样机通过寿命测试");
    await dialog.getByLabel("应达日期").click();
    await page.locator(".ant-picker-now-btn, .ant-picker-today-btn").last().click();
    await confirm(page);
    await expect(page.getByText("HT-2026-1")).toBeVisible();
    await shot("contract");
    await expectAccessible(page, "a contract");
    await page.getByRole("button", { name: "通过", exact: true }).click();
    await page.getByRole("dialog").locator("textarea").fill("检测报告合格");
    await confirm(page);
    await expect(page.getByText("检测报告合格")).toBeVisible();
    await signIn(page, `${organiser}-审批`);
    await page.goto(url);
    await page.getByRole("tab", { name: "合同与节点" }).click();
    await page.getByRole("button", { name: "验收通过" }).click();
    await page.getByRole("dialog").locator("textarea").fill("专家组一致通过验收");
    await confirm(page);
    await expect(page.getByText("通过验收", { exact: true })).toBeVisible();
  });

  await test.step("what is due follows: a band, to be decided", async () => {
    await signIn(page, second.login);
    await page.goto(`${address()}/enterprise`);
    await expect(page.getByText("关键技术攻关项目补助").first()).toBeVisible();
  });
});
