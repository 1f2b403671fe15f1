// The administrator sees which terms are declared, what is due to be erased, what was and what is held; one proposes
// and another confirms; nobody else sees it.
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { ownService } from "./own";
import { address, passDays, password, picture, signIn } from "./people";
import { program } from "./service";

const rules = resolve(import.meta.dirname, "../../policies/common/retention.yaml");

const enact = (data: string, ...command: string[]) => execFileSync(program, [...command, "--training", "--data", data], { encoding: "utf8" });

test.describe("a policy under which nothing is due yet", () => {
  const own = ownService(["nanan-2025-2"]);

  test("terms and erasures are the administrator's to see", async ({ page }, info) => {
    await signIn(page, "管理员");
    await page.goto(`${address()}/retention`);
    await expect(page.getByRole("region", { name: "期限", exact: true })).toContainText("未声明保存期限");
    enact(own().data, "retention", "--rules", rules, "--declare");
    await page.reload();
    await expect(page.getByRole("heading", { name: "保存期限与抹除" })).toBeVisible();
    const terms = page.getByRole("region", { name: "期限", exact: true });
    await expect(terms.locator("tr.ant-table-row")).toHaveCount(14);
    await expect(terms.locator("tr.ant-table-row", { hasText: "上传的材料" })).toContainText("3653");
    await expect(page.getByRole("region", { name: "到期待抹除" })).toContainText("没有到期的记录");
    await expect(page.getByRole("region", { name: "已抹除", exact: true })).toContainText("尚未抹除任何记录");
    await expectAccessible(page, "retention");
    await picture(page, info, "retention");
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(terms).toBeVisible();

    await page.setViewportSize({ width: 1440, height: 900 });
    await signIn(page, "市科技局-经办");
    await page.goto(`${address()}/retention`);
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByRole("region", { name: "期限", exact: true })).toHaveCount(0);
  });
});

test.describe("a policy under which days pass", () => {
  const own = ownService(["sample-farm"]);

  test("what is due is erased once another administrator confirms it", async ({ page }, info) => {
    const { url, data } = own();
    enact(data, "retention", "--rules", rules, "--declare");
    const link = /\S*\/set-password\S*|https?:\S+/.exec(enact(data, "account", "create", "second", "--name", "另一管理员", "--kind", "administrator", "--role", "administrator"))![0];
    await page.goto(new URL(link, url).toString());
    await page.getByLabel(/^新密码/).fill(password);
    await page.getByLabel("再输一次新密码").fill(password);
    await page.getByRole("button", { name: "设置密码" }).click();
    await expect(page.getByText("请以 second 登录")).toBeVisible();
    await signIn(page, "second");
    await passDays(page, 200);

    const runs = page.getByRole("region", { name: "抹除批次" });
    const due = page.getByRole("region", { name: "到期待抹除" });
    await signIn(page, "管理员");
    await page.goto(`${address()}/retention`);
    await expect(due).toContainText("登录会话");
    await runs.getByRole("button", { name: "提出抹除" }).click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: "提出抹除" }).click();
    await expect(runs).toContainText("由您提出，须由另一名管理员确认");
    await expect(runs.getByRole("button", { name: "确认抹除" })).toHaveCount(0);

    await signIn(page, "second");
    await page.goto(`${address()}/retention`);
    await expect(runs.getByRole("button", { name: "确认抹除" })).toBeVisible();
    await expectAccessible(page, "retention with a run");
    await picture(page, info, "retention-run");
    await runs.getByRole("button", { name: "确认抹除" }).click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: "确认抹除" }).click();
    await expect(runs).toContainText("已抹除");
    await expect(due).toContainText("没有到期的记录");
    await expect(page.getByRole("region", { name: "已抹除", exact: true })).toContainText("登录会话");
  });
});
