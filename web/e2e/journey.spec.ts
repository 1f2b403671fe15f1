// One case from what is due to paid, every actor in the browser, on a fresh training space.
import { expect, test, type Page } from "@playwright/test";
import { act, address, passDays, signIn } from "./people";

const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

interface OpenStep { step: string; kind: string; unit: string }

async function openSteps(page: Page, id: string): Promise<OpenStep[]> {
  const answer = await page.evaluate(async (wanted) => (await fetch(`/api/v1/cases/${wanted}`)).json(), id);
  return (answer as { open_steps: OpenStep[] }).open_steps;
}

test("an award is applied for, reviewed, published, decided, approved, checked and paid", async ({ page }, info) => {
  test.setTimeout(150_000);
  const shot = async (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });

  await test.step("the enterprise sees what it is due and applies with evidence", async () => {
    await signIn(page, "样例主体1");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".determination-total")).toContainText("确定可得");
    await shot("enterprise");
    await page.getByRole("button", { name: "申请", exact: true }).first().click();
    await expect(page).toHaveURL(/\/cases\//);
    await page.getByLabel("开户银行").fill("样例银行");
    await page.getByLabel("账号", { exact: true }).fill("6222000011112222");
    await page.getByRole("button", { name: "保存账户" }).click();
    await expect(page.getByText("****2222").first()).toBeVisible();
    await page.locator('input[type="file"]').setInputFiles({ name: "证书.pdf", mimeType: "application/pdf", buffer: pdf });
    await expect(page.getByRole("link", { name: "证书.pdf" })).toBeVisible();
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
    const auditing = await page.evaluate(async (wanted) => (await fetch(`/api/v1/cases/${wanted}`)).json(), id);
    payer = (auditing as { open_steps: OpenStep[] }).open_steps[0]!.unit;
    await signIn(page, `${payer}-财政审核`);
    await page.goto(caseUrl);
    await act(page, "审核通过");
    await act(page, "列入当年预算指标", { line: true });
    await shot("committed");
  });

  await test.step("one makes the payment batch, another releases it, the bank answers", async () => {
    await signIn(page, `${payer}-支付经办`);
    await page.goto(`${address()}/treasury`);
    await page.getByRole("row", { name: new RegExp(reference) }).getByRole("checkbox").check();
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
    await expect(page.getByText("已到账").first()).toBeVisible();
    await signIn(page, "审计");
    await page.goto(`${address()}/audit`);
    await page.getByRole("button", { name: "核验日志与账目" }).click();
    await expect(page.getByText("核验通过")).toBeVisible();
    await shot("audit");
  });
});

test("two tabs that submit the same application make one case", async ({ page }) => {
  await signIn(page, "样例主体2");
  const ids = await page.evaluate(async () => {
    const session = (await (await fetch("/api/v1/session")).json()) as { csrf: string; subjects: { id: string }[] };
    const subject = session.subjects[0]!.id;
    const space = (await (await fetch(`/api/v1/subjects/${subject}`)).json()) as {
      entitlements: { package: string; provision: string; matter_key: string }[];
      determination: { subjects: { provisions: { id: string; claims: { status: string; amount_fen?: number; matter: { key?: string } }[] }[] }[] };
    };
    const due = space.determination.subjects[0]!.provisions
      .flatMap((provision) => provision.claims.map((claim) => ({ provision: provision.id, claim })))
      .find(({ claim }) => claim.status === "due" && (claim.amount_fen ?? 0) > 0)!;
    const entry = space.entitlements.find((item) => item.provision === due.provision && item.matter_key === due.claim.matter.key)!;
    const open = (key: string) =>
      fetch("/api/v1/cases", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf, "Idempotency-Key": key },
        body: JSON.stringify({ subject, package: entry.package, provision: entry.provision, matter_key: entry.matter_key, mode: "apply" }),
      }).then((response) => response.json() as Promise<{ id: string }>);
    const opened = await Promise.all([open("tab-1"), open("tab-2"), open("tab-1")]);
    return opened.map((item) => item.id);
  });
  expect(ids[0]).toBeTruthy();
  expect(new Set(ids).size).toBe(1);
});
