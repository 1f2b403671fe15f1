// What a unit attested stands against what is declared later: the officer sees both, the unit attests the new value,
// and what is due follows.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, address, ask, attach, enterAccount, openSteps, picture, signIn, start } from "./people";
import { ownService } from "./own";

interface Space { today: string; sample_accounts: { login: string; title: { zh: string } }[] }

ownService(["nanan-2025-2"]);

test("a declaration that differs is shown beside what is attested and counts once it is attested", async ({ page }, info) => {
  await page.goto(`${address()}/guides`);
  const space = (await page.evaluate(async () => (await fetch("/api/v1/space")).json())) as Space;
  const login = space.sample_accounts.find((one) => one.title.zh === "示例智造有限公司")!.login;

  await start(page, login);
  const total = page.locator(".determination-total strong").first();
  const due = await total.innerText();
  await page.getByRole("button", { name: "申请", exact: true }).first().click();
  await expect(page).toHaveURL(/\/cases\//);
  const caseUrl = page.url();
  const { subject } = await ask<{ subject: { id: string } }>(page, "GET", `/cases/${caseUrl.split("/").at(-1)!}`);
  await enterAccount(page);
  await attach(page);

  await test.step("the applicant declares another place of registration: nothing that is due changes", async () => {
    await ask(page, "POST", `/subjects/${subject.id}/facts`, { name: "登记地", value: "350582", valid_from: space.today });
    await page.goto(`${address()}/enterprise`);
    await expect(total).toHaveText(due);
    await page.goto(caseUrl);
    await act(page, "提交", { consent: true });
  });

  const [accepting] = await openSteps(page, caseUrl.split("/").at(-1)!);
  const handler = `${accepting!.unit}-经办`;
  await test.step("who reviews sees both side by side, at the case and at the condition", async () => {
    await signIn(page, handler);
    await page.goto(caseUrl);
    const caution = page.getByRole("alert").filter({ hasText: "审核提示" });
    await expect(caution).toContainText("350583");
    await expect(caution).toContainText("350582");
    await expect(caution).toContainText("市市场监管局");
    await page.getByRole("button", { name: "全部展开" }).first().click();
    await expect(page.getByText("申请人填报的与此不同：350582").first()).toBeVisible();
    await expectAccessible(page, "a case with a differing declaration");
    await picture(page, info, "differing");
    await act(page, /^受理/);
  });

  await test.step("the unit attests the declared value, and what was due is due no more", async () => {
    await signIn(page, "市市场监管局-经办");
    await page.goto(`${address()}/subjects/${subject.id}`);
    await expect(page.getByText("与核定的不同，不计入")).toBeVisible();
    await page.getByRole("button", { name: "核定填报的值" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("textbox").last()).toHaveValue("350582");
    await dialog.getByRole("button").last().click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("与核定的不同，不计入")).toHaveCount(0);
    await signIn(page, handler);
    await page.goto(caseUrl);
    await expect(page.getByRole("alert").filter({ hasText: "审核提示" })).toHaveCount(0);
    await signIn(page, login);
    await page.goto(`${address()}/enterprise`);
    await expect(page.locator(".determination-total")).toBeVisible();
    await expect(page.locator(".determination-total")).not.toContainText(due);
  });
});
