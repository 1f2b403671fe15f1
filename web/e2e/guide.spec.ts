// The guides: what one can apply for, and the unit that leads a provision says from when to when.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, enterAccount, openSteps, picture, signIn, start } from "./people";

test("a unit announces a window, an application before it is told when, and after withdrawal it goes through", async ({ page }, info) => {
  await page.goto(`${address()}/guides`);
  await expect(page.getByRole("heading", { level: 1, name: "办事指南" })).toBeVisible();
  await expect(page.getByText("全年受理").first()).toBeVisible();
  await expectAccessible(page, "guide");
  await picture(page, info, "guides");

  // A complete draft of somebody, to see which provision and which unit it is.
  const applicant = "样例主体2";
  await start(page, applicant);
  await page.getByRole("button", { name: "申请", exact: true }).first().click();
  await expect(page).toHaveURL(/\/cases\//);
  const draft = page.url();
  const id = draft.split("/").at(-1)!;
  await enterAccount(page);
  await attach(page);
  const opened = await ask<{ provision: string; package: string }>(page, "GET", `/cases/${id}`);
  expect((await openSteps(page, id))[0]?.unit).toBe("");
  const provisions = await ask<{ items: { id: string; leads: string[] }[] }>(page, "GET", `/packages/${opened.package}/provisions`);
  const lead = provisions.items.find((one) => one.id === opened.provision)!.leads[0]!;
  const guide = `${address()}/guides/${opened.package}/${opened.provision}`;

  await signIn(page, `${lead}-经办`);
  await page.goto(guide);
  await expect(page.getByRole("heading", { name: "谁可以申请" })).toBeVisible();
  const today = await ask<{ today: string }>(page, "GET", "/space");
  const coming = new Date(`${today.today}T00:00:00Z`);
  coming.setUTCDate(coming.getUTCDate() + 2);
  const opens = coming.toISOString().slice(0, 10);
  await page.getByLabel("开始日").fill(opens);
  await page.getByLabel("开始日").press("Enter");
  await page.getByLabel("咨询").fill("样例科 0000-1234");
  await page.getByRole("button", { name: "发布", exact: true }).click();
  await expect(page.getByText("尚未开始").first()).toBeVisible();
  await expectAccessible(page, "guide");
  await picture(page, info, "guide");

  await signIn(page, applicant);
  await page.goto(draft);
  await act(page, "提交", { consent: true }).catch(() => undefined);
  await expect(page.getByText(`本年度受理时间为 ${opens}`).first()).toBeVisible();

  await signIn(page, `${lead}-经办`);
  await page.goto(guide);
  await page.getByRole("button", { name: "撤回通知" }).click();
  await page.locator(".ant-popconfirm").getByRole("button", { name: "撤回通知" }).click();
  await expect(page.getByText("全年受理").first()).toBeVisible();

  await signIn(page, applicant);
  await page.goto(draft);
  await act(page, "提交", { consent: true });
  await expect.poll(async () => (await openSteps(page, id))[0]?.unit).toBe(lead);
  // Others apply for the same matter.
  await act(page, /撤回/, { reason: "改日再申请" });
  await expect.poll(async () => (await openSteps(page, id)).length).toBe(0);
});
