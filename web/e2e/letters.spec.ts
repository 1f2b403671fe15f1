// Letters: an administrator uploads a unit's seal, an officer returns an application and issues the request for
// correction, and the enterprise reads it.
import { deflateSync, crc32 } from "node:zlib";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, enterAccount, openSteps, picture, signIn, start } from "./people";

/** A red square, as PNG. */
function square(side: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: side }, () => [200, 20, 20]).flat())]);
  const rows = Buffer.concat(Array.from({ length: side }, () => row));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

// A subject of whom no other journey makes a case.
const applicant = "示例主体7";

test("a returned application gets its letter, numbered, which the enterprise reads", async ({ page }, info) => {
  await test.step("an administrator uploads a seal, and nothing else is one", async () => {
    await signIn(page, "管理员");
    await page.goto(`${address()}/seals`);
    const row = page.locator("tr.ant-table-row", { hasText: "市科技局" }).first();
    const choose = async (buffer: Buffer) => row.locator('input[type="file"]').setInputFiles({ name: "seal.png", mimeType: "image/png", buffer });
    await choose(Buffer.from("no picture"));
    await expect(page.getByRole("alert").last()).toContainText("印章图像应为 PNG");
    await choose(square(60));
    await expect(row).toContainText(/\d{4}-\d{2}-\d{2}/);
    await expectAccessible(page, "seals");
    await picture(page, info, "seals");
  });

  await test.step("an application is made and returned", async () => {
    await start(page, applicant);
    await page.getByRole("button", { name: "申请", exact: true }).first().click();
    await expect(page).toHaveURL(/\/cases\//);
    await enterAccount(page);
    const { evidence_wanted } = await ask<{ evidence_wanted: string[] }>(page, "GET", `/cases/${page.url().split("/").at(-1)!}`);
    for (const kind of evidence_wanted) await attach(page, `${kind}.pdf`);
    await act(page, "提交", { consent: true });
  });
  const caseUrl = page.url();
  const [accepting] = await openSteps(page, caseUrl.split("/").at(-1)!);
  await signIn(page, `${accepting!.unit}-经办`);
  await page.goto(caseUrl);
  await expect(page.getByRole("button", { name: /^出具/ })).toHaveCount(0);
  await act(page, /^退回补正/, { reason: "认定证书看不清，请重新上传" });

  await test.step("the officer issues the request for correction, once", async () => {
    await page.getByRole("button", { name: "出具补正通知书" }).click();
    await expectAccessible(page, "issuing a letter");
    await page.locator(".ant-popconfirm").getByRole("button", { name: /确\s?定$/ }).click();
    await expect(page.getByRole("link", { name: /补正通知书/ })).toBeVisible();
    await expect(page.getByText(/补〔\d{4}〕1号/)).toBeVisible();
    await expect(page.getByRole("button", { name: /^出具/ })).toHaveCount(0);
    await page.getByRole("button", { name: "上传盖章件" }).locator("xpath=ancestor::span[contains(@class, 'ant-upload')]").locator("input[type=file]").first()
      .setInputFiles({ name: "盖章.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 stamped") });
    await expect(page.getByRole("link", { name: "补正通知书 （盖章件）" })).toBeVisible();
    await expect(page.getByText(/上传盖章件：补正通知书/).first()).toBeVisible();
    await picture(page, info, "letters");
  });

  await test.step("the enterprise reads it, a stranger does not", async () => {
    await signIn(page, applicant);
    await page.goto(caseUrl);
    const address_ = await page.getByRole("link", { name: /补正通知书/ }).getAttribute("href");
    const letter = new URL(address_!, address()).toString();
    const shown = await page.request.get(letter);
    expect(shown.headers()["content-type"]).toBe("application/pdf");
    expect((await shown.body()).toString()).toBe("%PDF-1.7 stamped");
    const issued = await page.getByRole("link", { name: "原件" }).getAttribute("href");
    expect((await (await page.request.get(new URL(issued!, address()).toString())).body()).length).toBeGreaterThan(10_000);
    await signIn(page, "样例主体3");
    expect((await page.request.get(letter)).status()).toBe(404);
  });
});
