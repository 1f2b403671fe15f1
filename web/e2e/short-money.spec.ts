// An appropriation that is too small: the case waits and says so, one officer proposes how it is shared out, another
// releases it; the rest stays open in the same case, seen by the applicant, its lead unit and the treasury, until
// later money pays it; what was paid is checked at random.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, enterAccount, inEnglish, openSteps, passDays, picture, signIn, start } from "./people";

/** Brings a case to the step of commitment; answers who leads and who pays. */
async function advance(page: Page, id: string): Promise<{ lead: string; payer: string }> {
  const open = async () => (await openSteps(page, id))[0]!;
  const caseUrl = `${address()}/cases/${id}`;
  const lead = (await open()).unit;
  const handler = `${lead}-经办`;
  await signIn(page, handler);
  await page.goto(caseUrl);
  await act(page, /^受理/);
  for (const { unit } of (await openSteps(page, id)).filter((step) => step.kind === "opinions")) {
    await signIn(page, `${unit}-经办`);
    await page.goto(caseUrl);
    await act(page, /同意/, { reason: "无异议" });
  }
  await signIn(page, handler);
  await page.goto(caseUrl);
  await act(page, /公示/);
  await passDays(page, 14);
  await signIn(page, handler);
  await page.goto(caseUrl);
  await act(page, /公示期满/);
  await signIn(page, `${(await open()).unit}-审批`);
  await page.goto(caseUrl);
  await act(page, "作出决定", { reason: "符合条件，同意兑现" });
  await signIn(page, `${(await open()).unit}-审批`);
  await page.goto(caseUrl);
  await act(page, "批准", { minutes: "样例纪要〔2026〕2号" });
  const payer = (await open()).unit;
  await signIn(page, `${payer}-财政审核`);
  await page.goto(caseUrl);
  await act(page, "审核通过");
  return { lead, payer };
}

// A subject of whom no other journey makes a case.
const applicant = "示例主体8";

test("a short appropriation is shared out under four eyes, and what was paid is checked at random", async ({ page }, info) => {
  await start(page, applicant);
  await page.getByRole("button", { name: "申请", exact: true }).first().click();
  await expect(page).toHaveURL(/\/cases\//);
  const caseUrl = page.url();
  const id = caseUrl.split("/").at(-1)!;
  await enterAccount(page);
  const { evidence_wanted } = await ask<{ evidence_wanted: string[] }>(page, "GET", `/cases/${id}`);
  for (const kind of evidence_wanted) await attach(page, `${kind}.pdf`);
  await act(page, "提交", { consent: true });
  const { lead, payer } = await advance(page, id);
  // Journeys before this one may have taken the space into another year, whose money it is then.
  const { today } = await ask<{ today: string }>(page, "GET", "/space");

  await test.step("the appropriation is cut to less than is due", async () => {
    const { package: policy, amount_fen: due } = await ask<{ package: string; amount_fen: number }>(page, "GET", `/cases/${id}`);
    const treasury = await ask<{ appropriations: { package: string; year: number; unit: string; available_fen: number }[] }>(page, "GET", "/treasury");
    const line = treasury.appropriations.find((one) => one.package === policy && one.unit === payer && one.year === Number(today.slice(0, 4)))!;
    const { orders } = await ask<{ orders: { id: string; state: string }[] }>(page, "POST", "/orders", {
      kind: "lower", line: { package: line.package, year: line.year, unit: line.unit }, amount_fen: line.available_fen - due / 2, reason: "样例调减", document: "样例财指〔2026〕9号",
    });
    await signIn(page, `${payer}-支付复核`);
    await ask(page, "POST", `/orders/${orders.find((one) => one.state === "proposed")!.id}/approve`);
  });

  await test.step("nobody is served by itself any more, and the applicant sees where it stands", async () => {
    await signIn(page, `${payer}-财政审核`);
    await page.goto(caseUrl);
    await page.locator("section.case-actions").getByRole("button", { name: "列入当年预算指标" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page.getByText("须按规定的规则统一分配").first()).toBeVisible();
    await signIn(page, applicant);
    await page.goto(caseUrl);
    await expect(page.getByText(/您在第 \d+ 位，共 \d+ 件/)).toBeVisible();
    await picture(page, info, "waits");
  });

  await test.step("one proposes, another releases", async () => {
    await signIn(page, `${payer}-财政审核`);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("tab", { name: "资金分配" }).click();
    await page.getByRole("button", { name: "提出分配" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page.getByText("待复核").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "复核放行" })).toBeHidden();
    await expectAccessible(page, "/treasury with an allocation");
    const { package: policy, provision } = await ask<{ package: string; provision: string }>(page, "GET", `/cases/${id}`);
    const units = await ask<{ items: { id: string; title: { en: string } }[] }>(page, "GET", `/packages/${policy}/units`);
    const provisions = await ask<{ items: { id: string; title: { zh: string; en: string } }[] }>(page, "GET", `/packages/${policy}/provisions`);
    const titles = provisions.items.find((one) => one.id === provision)!.title;
    await expect(page.getByText(`${provision} ${titles.zh}`).first()).toBeVisible();
    await expect(page.getByText(policy)).toHaveCount(0);
    await inEnglish(page, async () => {
      const unit = units.items.find((one) => one.id === payer)!.title.en;
      await expect(page.getByText(`${provision} ${titles.en}`).first()).toBeVisible();
      for (const tab of ["Allocations", "Orders", "Appropriations"]) {
        await page.getByRole("tab", { name: tab }).click();
        await expect(page.getByText(unit).first(), tab).toBeVisible();
        await expect(page.getByRole("tabpanel").getByText(payer, { exact: true }), tab).toHaveCount(0);
        await picture(page, info, `${tab.toLowerCase()}-en`);
      }
    });
    await page.getByRole("tab", { name: "资金分配" }).click();
    await picture(page, info, "allocation");
    await signIn(page, `${payer}-支付复核`);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("tab", { name: "资金分配" }).click();
    await page.getByRole("button", { name: "复核放行" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "复核放行" }).click();
    await expect(page.getByText("已放行").first()).toBeVisible();
    await signIn(page, applicant);
    await page.goto(caseUrl);
    await expect(page.getByText(/已安排 .+ 元，余额 .+ 元仍在本件内等待资金/)).toBeVisible();
    await expect(page.getByText(/您在第 \d+ 位，共 \d+ 件/)).toBeVisible();
    await expect(page.getByRole("button", { name: "放弃未安排的余额" })).toBeVisible();
    await expectAccessible(page, "a case granted in part");
    await picture(page, info, "share");
  });

  const payOut = async () => {
    await signIn(page, `${payer}-支付经办`);
    const batch = await ask<{ id: string }>(page, "POST", "/batches", { cases: [id] });
    await signIn(page, `${payer}-支付复核`);
    await ask(page, "POST", `/batches/${batch.id}/release`);
    await signIn(page, `${payer}-支付经办`);
    await ask(page, "POST", `/batches/${batch.id}/results`, { results: [{ line: 1, result: "paid", bank_ref: `R-${batch.id}` }] });
  };
  const { reference, package: policy, amount_fen: due } = await ask<{ reference: string; package: string; amount_fen: number }>(page, "GET", `/cases/${id}`);
  const addMoney = async (fen: number) => {
    await signIn(page, `${payer}-财政审核`);
    await ask(page, "POST", "/appropriations", { package: policy, year: Number(today.slice(0, 4)), unit: payer, amount_fen: fen, document: "样例财指〔2026〕10号" });
  };

  await test.step("the part is paid, and the rest is open for everybody to see", async () => {
    await payOut();
    await signIn(page, applicant);
    await page.goto(caseUrl);
    await expect(page.getByText(/其中已支付 .+ 元/)).toBeVisible();
    await page.goto(`${address()}/status?reference=${reference}`);
    await expect(page.getByText("部分已安排，余额待安排").first()).toBeVisible();
    await addMoney(due / 4);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("tab", { name: "资金分配" }).click();
    await expect(page.getByText("其中部分兑付、余额待安排的办件")).toBeVisible();
    await expect(page.getByRole("link", { name: reference }).first()).toBeVisible();
    await picture(page, info, "rest-waits");
  });

  await test.step("the lead unit proposes the next part, and the treasury confirms it", async () => {
    await signIn(page, `${lead}-经办`);
    await page.goto(`${address()}/allocations`);
    await expect(page.getByRole("link", { name: reference }).first()).toBeVisible();
    await page.getByRole("button", { name: "提出分配" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page.getByText("待复核").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "确认并安排" })).toHaveCount(0);
    await expectAccessible(page, "/allocations");
    await picture(page, info, "lead-proposes");
    await signIn(page, `${payer}-财政审核`);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("tab", { name: "资金分配" }).click();
    await expect(page.getByText(new RegExp(`${lead} 就条款 .+ 提出`))).toBeVisible();
    await page.getByRole("button", { name: "确认并安排" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "确认并安排" }).click();
    await expect(page.getByRole("button", { name: "确认并安排" })).toHaveCount(0);
    await signIn(page, `${lead}-经办`);
    await page.goto(`${address()}/allocations`);
    await expect(page.getByText("已放行").first()).toBeVisible();
  });

  await test.step("with money enough the rest is committed and paid, and the case ends", async () => {
    await addMoney(due);
    await page.goto(caseUrl);
    await act(page, "列入当年预算指标");
    await payOut();
    // The second part is a line of its own.
    const { status, payments } = await ask<{ status: { zh: string }; payments: { amount_fen: number; state: string }[] }>(page, "GET", `/cases/${id}`);
    expect(payments.length).toBe(3);
    expect(payments.reduce((sum, one) => sum + one.amount_fen, 0)).toBe(due);
    expect(status.zh).not.toBe("已兑付");
    await signIn(page, `${payer}-支付经办`);
    const last = await ask<{ batches: { id: string }[] }>(page, "GET", "/treasury");
    await ask(page, "POST", `/batches/${last.batches[0]!.id}/results`, { results: [{ line: 2, result: "paid", bank_ref: "R-last" }] });
    await signIn(page, applicant);
    await page.goto(caseUrl);
    await expect(page.getByText("已兑付").first()).toBeVisible();
    await picture(page, info, "paid-in-full");
    await passDays(page, 2);
  });

  await test.step("a spot check is opened, drawn and verified, and its inspector records what is found", async () => {
    await signIn(page, `${payer}-财政审核`);
    await page.goto(`${address()}/spot-checks`);
    await page.getByRole("button", { name: "发起抽查" }).click();
    const policy = (await ask<{ package: string }>(page, "GET", `/cases/${id}`)).package;
    await page.keyboard.press("Escape");
    const { today: now } = await ask<{ today: string }>(page, "GET", "/space");
    const before = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString().slice(0, 10);
    await ask(page, "POST", "/spot-checks", { package: policy, unit: payer, from: before(20), to: before(1) });
    await page.goto(`${address()}/spot-checks`);
    await expect(page.getByText("尚未抽取").first()).toBeVisible();
    await page.getByRole("button", { name: "抽取并公布种子" }).first().click();
    await expect(page.getByText("待检查").first()).toBeVisible();
    await page.getByRole("button", { name: "核对抽取" }).first().click();
    await expect(page.getByText("种子与封存的摘要一致")).toBeVisible();
    await expectAccessible(page, "/spot-checks");
    await picture(page, info, "drawn");
    await signIn(page, "审计");
    await page.goto(`${address()}/spot-checks`);
    await page.getByRole("button", { name: "登记结果" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("有意见").check();
    await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(dialog.getByText("请填写")).toBeVisible();
    await dialog.locator("textarea").fill("证书复印件不清晰，已补存");
    await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
    await expect(page.getByText("证书复印件不清晰，已补存")).toBeVisible();
  });
});
