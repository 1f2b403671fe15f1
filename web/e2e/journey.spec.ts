// One case from what is due to paid, every actor in the browser, on a fresh training space.
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, confirm, enterAccount, inEnglish, openSteps, passDays, picture, prepare, signIn, start } from "./people";

const yuan = (text: string) => Number(text.replaceAll(",", ""));

/** The second pair of eyes on a batch. */
async function release(page: Page, payer: string, batch: string): Promise<void> {
  await signIn(page, `${payer}-支付复核`);
  await page.goto(batch);
  await page.getByRole("button", { name: "复核放行" }).click();
  await expect(page.getByText("已放行").first()).toBeVisible();
}

/** Why the bank did not pay; without a reason it is not taken. */
async function tellReason(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: /^确\s?定$/ })).toBeDisabled();
  await dialog.getByLabel("银行给出的原因").fill(reason);
  await confirm(page);
  await expect(dialog).toBeHidden();
}

/** Issues the one line of a batch that failed or came back again, in a batch of its own; answers its address. */
async function payAgain(page: Page, payer: string, batch: string): Promise<string> {
  await signIn(page, `${payer}-支付经办`);
  await page.goto(batch);
  await page.getByRole("button", { name: "重新支付" }).click();
  await expect(page).not.toHaveURL(batch);
  await expect(page.getByText("待放行").first()).toBeVisible();
  return page.url();
}

test("an award is applied for, reviewed, published, decided, approved, checked and paid", async ({ page }, info) => {
  const shot = (name: string) => picture(page, info, name);

  await test.step("the enterprise sees what it is due and applies with evidence", async () => {
    await start(page, "样例主体1");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".determination-total")).toContainText("确定可得");
    await shot("enterprise");
    await page.getByRole("button", { name: "申请", exact: true }).first().click();
    await expect(page).toHaveURL(/\/cases\//);
    await enterAccount(page);
    await attach(page);
    await act(page, "提交", { consent: true });
    await shot("applied");
    // A document is shown in a sandbox, never as a page of the portal.
    const document = await page.getByRole("link", { name: /\.pdf$/ }).first().getAttribute("href");
    const shown = await page.request.get(new URL(document!, address()).toString());
    expect(shown.headers()["content-security-policy"]).toBe("sandbox");
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

  await test.step("finance enters a further appropriation; an amount that is none is told at its field", async () => {
    const line = page.getByRole("row", { name: /100,000\.00/ }).getByRole("cell");
    const document = await line.first().innerText();
    const before = yuan(await line.nth(3).innerText());
    await page.getByRole("button", { name: "下达预算指标" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("文件", { exact: true }).click();
    await page.locator(".ant-select-item-option", { hasText: document }).click();
    await dialog.getByLabel("金额（元）").fill("一百万");
    await dialog.getByLabel("指标文号").fill("样例财指〔2026〕1号");
    await confirm(page);
    await expect(dialog.locator(".ant-form-item-explain-error")).toBeVisible();
    await shot("appropriation-error");
    await dialog.getByLabel("金额（元）").fill("1000000.50");
    await confirm(page);
    await expect(dialog).toBeHidden();
    await expect.poll(async () => yuan(await line.nth(3).innerText()) - before).toBe(1_000_000.5);
  });

  let batchUrl = "";
  await test.step("one makes the payment batch, another releases it, the bank refuses a line", async () => {
    await signIn(page, `${payer}-支付经办`);
    await page.goto(`${address()}/treasury`);
    const payable = page.getByRole("row", { name: new RegExp(reference) });
    const { provision, provision_title: title } = await ask<{ provision: string; provision_title: { zh: string; en: string } }>(page, "GET", `/cases/${id}`);
    await expect(payable).toContainText(`${provision} ${title.zh}`);
    await inEnglish(page, () => expect(payable).toContainText(`${provision} ${title.en}`));
    await payable.getByRole("checkbox").check();
    await expectAccessible(page, "/treasury with something to pay");
    await page.getByRole("button", { name: "编制支付批次" }).click();
    await expect(page).toHaveURL(/batches/);
    batchUrl = page.url();
    await expect(page.getByRole("button", { name: "复核放行" })).toBeHidden();
    await release(page, payer, batchUrl);
    await signIn(page, `${payer}-支付经办`);
    await page.goto(batchUrl);
    await page.getByRole("button", { name: "登记失败" }).click();
    await tellReason(page, "户名与账号不符");
    await expect(page.getByText("户名与账号不符")).toBeVisible();
    await shot("batch-failed");
  });

  await test.step("the applicant sees that it failed; it is issued again, comes back, and is issued once more", async () => {
    await signIn(page, "样例主体1");
    await page.goto(caseUrl);
    await expect(page.getByText("支付失败").first()).toBeVisible();
    await shot("payment-failed");
    const failed = batchUrl;
    batchUrl = await payAgain(page, payer, failed);
    expect(batchUrl).not.toBe(failed);
    // A line that is issued again cannot be issued a third time from where it failed.
    await page.goto(failed);
    await expect(page.getByText("户名与账号不符")).toBeVisible();
    await expect(page.getByRole("link", { name: "已列入新批次" })).toBeVisible();
    await expect(page.getByRole("button", { name: "重新支付" })).toBeHidden();
    await release(page, payer, batchUrl);
    await signIn(page, `${payer}-支付经办`);
    await page.goto(batchUrl);
    await page.getByRole("button", { name: "登记到账" }).click();
    await page.getByRole("button", { name: "登记退汇" }).click();
    await tellReason(page, "收款行退汇");
    batchUrl = await payAgain(page, payer, batchUrl);
    await release(page, payer, batchUrl);
  });

  await test.step("the bank pays, and its answer is read row by row before it is recorded", async () => {
    await signIn(page, `${payer}-支付经办`);
    await page.goto(batchUrl);
    const batch = batchUrl.split("/").at(-1)!;
    await page.locator("section", { hasText: "银行回盘" }).locator("input[type=file]").setInputFiles({
      name: "回盘.csv", mimeType: "text/csv",
      buffer: Buffer.from(`流水,结果,银行流水号,原因\n${batch}-1,成功,YH-1,\n${batch}-2,成功,YH-2,\n`),
    });
    await expect(page.getByText("可登记 1 行，有误 1 行，已登记过 0 行")).toBeVisible();
    await expect(page.getByText("不是本批次的行")).toBeVisible();
    await expectAccessible(page, "a bank's answer");
    await shot("answer");
    // In a hand, what is wrong stands on the screen; the table becomes lines a moment after the screen is narrow.
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(async () => {
      const fault = await page.getByText("不是本批次的行").boundingBox();
      return fault === null ? Infinity : fault.x + fault.width;
    }).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
    await inEnglish(page, async () => {
      await expect(page.getByText("1 rows can be recorded, 1 have errors, 0 are recorded already")).toBeVisible();
      await expectAccessible(page, "a bank's answer in English");
      await shot("answer-en");
    });
    await page.getByRole("button", { name: "登记 1 行" }).click();
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
    const head = page.getByRole("region", { name: "已签名的日志头" });
    const kept = page.waitForEvent("download");
    await head.getByRole("button", { name: "下载日志头" }).click();
    expect((await kept).suggestedFilename()).toMatch(/^log-[0-9]+\.head$/);
    await shot("audit");
  });
});

test("two tabs make one case of one application; it is returned with a reason, mended and submitted again", async ({ page }, info) => {
  await start(page, "样例主体2");
  const other = await page.context().newPage();
  let caseUrl = "";
  const counted = page.getByRole("tab", { name: /^我的事项 \([0-9]+\)$/ });
  const before = Number((await counted.innerText()).replace(/\D/g, ""));
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
    await expect(counted).toHaveText(`我的事项 (${before + 1})`);
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
  await start(page, "样例主体3");
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
