// One case from what is due to paid, every actor in the browser, on a fresh training space.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, attach, confirm, enterAccount, openSteps, passDays, picture, prepare, signIn } from "./people";

test("an award is applied for, reviewed, published, decided, approved, checked and paid", async ({ page }, info) => {
  test.setTimeout(150_000);
  const shot = (name: string) => picture(page, info, name);

  await test.step("the enterprise sees what it is due and applies with evidence", async () => {
    await signIn(page, "样例主体1");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".determination-total")).toContainText("确定可得");
    await shot("enterprise");
    await page.getByRole("button", { name: "申请", exact: true }).first().click();
    await expect(page).toHaveURL(/\/cases\//);
    await enterAccount(page);
    await attach(page);
    await act(page, "提交", { consent: true });
    await shot("applied");
  });
  const caseUrl = page.url();
  const id = caseUrl.split("/").at(-1)!;
  const reference = await page.locator(".page-head .muted").first().innerText();

  const [accepting] = await openSteps(page, id);
  const handler = `${accepting!.unit}-经办`;
  await test.step("the handling lead finds it in the inbox and accepts", async () => {
    await signIn(page, handler);
    await page.goto(`${address()}/inbox`);
    await expect(page.getByRole("link", { name: reference })).toBeVisible();
    await shot("inbox");
    await page.getByRole("link", { name: reference }).click();
    await act(page, /^受理/);
  });

  await test.step("the other units give their opinions side by side", async () => {
    const waiting = (await openSteps(page, id)).filter((step) => step.kind === "opinions");
    expect(waiting.length).toBeGreaterThan(0);
    for (const { unit } of waiting) {
      await signIn(page, `${unit}-经办`);
      await page.goto(caseUrl);
      await act(page, /同意/, { reason: "无异议" });
    }
  });

  await test.step("it is published, and anybody can see it and object while the term runs", async () => {
    await signIn(page, handler);
    await page.goto(caseUrl);
    await act(page, /公示/);
    await page.context().clearCookies();
    await page.goto(`${address()}/notices`);
    await page.getByRole("link", { name: "查看" }).first().click();
    await page.getByLabel("姓名或单位").fill("某市民");
    await page.getByLabel("联系方式").fill("13800000000");
    await page.getByLabel("异议理由").fill("请核实证书是否有效");
    await page.getByRole("button", { name: "提交异议" }).click();
    await expect(page.getByText("异议已收到")).toBeVisible();
    await shot("objection");
  });

  await test.step("the objection is answered, the term runs out, the notice closes", async () => {
    await signIn(page, handler);
    await page.goto(caseUrl);
    await expect(page.getByText("请核实证书是否有效").first()).toBeVisible();
    await act(page, /不成立|驳回|不支持/, { reason: "已向发证机关核实，证书有效" });
    await passDays(page, 14);
    await signIn(page, handler);
    await page.goto(caseUrl);
    await act(page, /公示期满/);
  });

  await test.step("the head of the lead decides, the city government approves", async () => {
    const [deciding] = await openSteps(page, id);
    await signIn(page, `${deciding!.unit}-审批`);
    await page.goto(caseUrl);
    await act(page, "作出决定", { reason: "符合条件，同意兑现" });
    const [approving] = await openSteps(page, id);
    await signIn(page, `${approving!.unit}-审批`);
    await page.goto(caseUrl);
    await act(page, "批准", { minutes: "样例纪要〔2026〕1号" });
  });

  let payer = "";
  await test.step("finance checks and commits it against an appropriation", async () => {
    payer = (await openSteps(page, id))[0]!.unit;
    await signIn(page, `${payer}-财政审核`);
    await page.goto(caseUrl);
    await act(page, "审核通过");
    await act(page, "列入当年预算指标");
    await page.goto(`${address()}/treasury`);
    await expect(page.getByRole("tab", { name: "待支付 (1)" })).toBeVisible();
    await shot("payable");
    await page.getByRole("tab", { name: "预算指标" }).click();
    await expect(page.getByRole("cell", { name: "100,000.00" })).toBeVisible();
    await shot("appropriations");
  });

  await test.step("one makes the payment batch, another releases it, the bank answers", async () => {
    await signIn(page, `${payer}-支付经办`);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("row", { name: new RegExp(reference) }).getByRole("checkbox").check();
    await expectAccessible(page, "/treasury with something to pay");
    await page.getByRole("button", { name: "编制支付批次" }).click();
    await expect(page).toHaveURL(/batches/);
    const batchUrl = page.url();
    await expect(page.getByRole("button", { name: "复核放行" })).toBeHidden();
    await signIn(page, `${payer}-支付复核`);
    await page.goto(batchUrl);
    await page.getByRole("button", { name: "复核放行" }).click();
    await expect(page.getByText("已放行").first()).toBeVisible();
    await signIn(page, `${payer}-支付经办`);
    await page.goto(batchUrl);
    await page.getByRole("button", { name: "银行回单：全部成功" }).click();
    await expect(page.getByText("已结清").first()).toBeVisible();
    await shot("batch");
  });

  await test.step("the applicant sees the money, the public where the case stands, the auditor the whole way", async () => {
    await signIn(page, "样例主体1");
    await page.goto(caseUrl);
    await expect(page.getByText("已到账").first()).toBeVisible();
    await shot("paid");
    await page.goto(`${address()}/enterprise`);
    await page.getByRole("tab", { name: "已收款项" }).click();
    await expect(page.getByRole("link", { name: reference })).toBeVisible();
    await page.context().clearCookies();
    await page.goto(`${address()}/status?reference=${reference}`);
    await expect(page.getByText("已兑付").first()).toBeVisible();
    await signIn(page, "审计");
    await page.goto(`${address()}/audit`);
    await page.getByRole("button", { name: "核验日志与账目" }).click();
    await expect(page.getByText("核验通过")).toBeVisible();
    await shot("audit");
  });
});

test("two tabs make one case of one application; it is returned with a reason, mended and submitted again", async ({ page }, info) => {
  await signIn(page, "样例主体2");
  const other = await page.context().newPage();
  let caseUrl = "";
  await test.step("both tabs apply at once and are on the same case", async () => {
    await Promise.all([page, other].map(async (tab) => {
      await tab.goto(`${address()}/enterprise`);
      await expect(tab.getByRole("button", { name: "申请", exact: true }).first()).toBeVisible();
    }));
    await Promise.all([page, other].map((tab) => tab.getByRole("button", { name: "申请", exact: true }).first().click()));
    await expect(page).toHaveURL(/\/cases\//);
    caseUrl = page.url();
    await expect(other).toHaveURL(caseUrl);
  });
  await test.step("both submit it at once, and it is submitted once", async () => {
    await enterAccount(page);
    await attach(page);
    await other.reload();
    await Promise.all([prepare(page, "提交", { consent: true }), prepare(other, "提交", { consent: true })]);
    await Promise.all([page, other].map((tab) => confirm(tab)));
    // The tab that came second is told so, or finds it done; it never makes another.
    await expect.poll(async () => (await openSteps(page, caseUrl.split("/").at(-1)!))[0]?.kind).toBe("check");
    await other.close();
    await page.goto(caseUrl);
    await expect(page.locator(".case-side").getByText("：提交")).toHaveCount(1);
    await page.goto(`${address()}/enterprise`);
    await expect(page.getByRole("tab", { name: "我的事项 (1)" })).toBeVisible();
  });
  const id = caseUrl.split("/").at(-1)!;
  const [accepting] = await openSteps(page, id);
  await test.step("the handling lead returns it and says why", async () => {
    await signIn(page, `${accepting!.unit}-经办`);
    await page.goto(caseUrl);
    // Without a reason it is not done.
    await prepare(page, "退回补正", {});
    await confirm(page);
    await expect(page.getByRole("dialog").getByText("请填写")).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: /^取\s?消$/ }).click();
    await act(page, "退回补正", { reason: "证书扫描件不清晰，请重新上传" });
  });
  await test.step("the applicant reads the reason, adds a document and submits again", async () => {
    await signIn(page, "样例主体2");
    await page.goto(caseUrl);
    await expect(page.getByRole("alert").filter({ hasText: "证书扫描件不清晰，请重新上传" })).toBeVisible();
    await picture(page, info, "returned");
    await attach(page, "证书（清晰）.pdf");
    await act(page, "提交", { consent: true });
    expect((await openSteps(page, id))[0]?.kind).toBe("check");
  });
});

test("an enterprise confirms what needs no application; nobody else's account reaches its case", async ({ page }, info) => {
  await signIn(page, "样例主体3");
  await page.getByRole("button", { name: "免申即享：确认领取" }).first().click();
  await expect(page).toHaveURL(/\/cases\//);
  const caseUrl = page.url();
  const id = caseUrl.split("/").at(-1)!;
  const reference = await page.locator(".page-head .muted").first().innerText();
  await expect(page.getByText("免申即享（确认）")).toBeVisible();
  // What is attested already is not asked for again.
  await expect(page.locator('input[type="file"]')).toHaveCount(0);
  await enterAccount(page);
  await picture(page, info, "confirm");
  await act(page, /提交|确认/, { consent: true });
  await expect.poll(async () => (await openSteps(page, id))[0]?.kind).not.toBe("apply");

  await signIn(page, "样例主体1");
  for (const path of [`cases/${id}`, `cases/${id}/evidence/${"0".repeat(64)}`]) {
    const status = await page.evaluate(async (wanted) => (await fetch(`/api/v1/${wanted}`)).status, path);
    expect(status, path).toBe(404);
  }
  await page.goto(caseUrl);
  await expect(page.getByRole("alert").filter({ hasText: /没有|不存在|找不到/ })).toBeVisible();
  await expect(page.getByText(reference)).toHaveCount(0);
});
