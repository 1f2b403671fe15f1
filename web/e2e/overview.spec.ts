// The overview: from the year's figures down to one case, the list of cases searched, the yearly report on paper.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { address, picture, signIn } from "./people";

test("the leadership sees a year and goes down to a case", async ({ page }, info) => {
  // An enterprise applies for what it is due, so that something runs.
  await signIn(page, "样例主体2");
  await page.goto(`${address()}/enterprise`);
  const apply = page.getByRole("button", { name: "申请", exact: true });
  const see = page.getByRole("button", { name: "查看事项" }).or(page.getByRole("link", { name: "查看事项" }));
  await see.or(apply).first().click();
  await page.waitForURL(/\/cases\/./);

  await signIn(page, "审计");
  await page.goto(`${address()}/overview`);
  await expect(page.getByRole("heading", { name: "政策总览" })).toBeVisible();
  await expect(page.locator(".overview-summary")).toContainText("本年申请");
  const articles = page.locator(".ant-table-row");
  await expect(articles.filter({ hasText: "申报兑现" }).first()).toBeVisible();
  await articles.filter({ hasText: "申报兑现" }).first().click();
  await expect(page.locator(".overview-inside").first()).toContainText("在办");
  // Also in a hand, and back: what is open stays open.
  await picture(page, info, "overview");
  await expect(page.locator(".overview-inside").first()).toContainText("在办");
  await expectAccessible(page, "/overview");

  await page.locator(".overview-inside a", { hasText: /^在办 \d+ 件$/ }).first().click();
  await expect(page).toHaveURL(/\/cases\?.*provision=/);
  await expect(page.locator(".ant-tag", { hasText: "在办" })).toBeVisible();
  // A tag that is closed widens the list again.
  await page.locator(".ant-tag", { hasText: "在办" }).getByRole("button").or(page.locator(".ant-tag .ant-tag-close-icon")).last().click();
  await expect(page).not.toHaveURL(/ended=/);
});

test("cases are found by what stands in them, and nothing else is shown", async ({ page }) => {
  await signIn(page, "审计");
  await page.goto(`${address()}/cases`);
  const search = page.getByRole("searchbox").or(page.getByPlaceholder("企业名称或编号"));
  await search.first().fill("没有这样的企业");
  await search.first().press("Enter");
  await expect(page.getByText("没有符合条件的事项")).toBeVisible();
  await expect(page).toHaveURL(/q=/);
});

test("the yearly report is a paper", async ({ page }, info) => {
  await signIn(page, "审计");
  await page.goto(`${address()}/overview`);
  await page.getByRole("link", { name: /年度报告/ }).click();
  await expect(page.getByRole("heading", { name: /年度政策兑现报告/ })).toBeVisible();
  await expect(page.getByText("登记与机制")).toBeVisible();
  await picture(page, info, "report");
  await expectAccessible(page, "/print/overview");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: /Report on the year/ })).toBeVisible();
});

test("who applies sees no overview", async ({ page }) => {
  await signIn(page, "样例主体1");
  await page.goto(`${address()}/overview`);
  await expect(page.getByText(/无权|不能查看/).first()).toBeVisible();
});
