// The administrator sees which terms are declared, what is due to be erased, what was and what is held; nobody
// else does.
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { address, picture, signIn } from "./people";
import { serve } from "./service";

const root = resolve(import.meta.dirname, "../..");

test("terms and erasures are the administrator's to see", async ({ page }, info) => {
  const { url, data, stop } = await serve(["nanan-2025-2"]);
  const shared = process.env.ENACT_URL;
  process.env.ENACT_URL = url;
  await signIn(page, "管理员");
  await page.goto(`${address()}/retention`);
  await expect(page.getByRole("region", { name: "期限", exact: true })).toContainText("未声明保存期限");
  execFileSync(process.env.ENACT_BIN ?? join(root, "build/bin/enact"), [
    "retention", "--training", "--data", data, "--rules", join(root, "policies/common/retention.yaml"), "--declare",
  ]);
  await page.reload();
  await expect(page.getByRole("heading", { name: "保存期限与抹除" })).toBeVisible();
  const terms = page.getByRole("region", { name: "期限", exact: true });
  await expect(terms.locator("tr.ant-table-row")).toHaveCount(6);
  await expect(terms.locator("tr.ant-table-row", { hasText: "上传的材料" })).toContainText("3653");
  await expect(page.getByRole("region", { name: "到期待抹除" })).toContainText("没有到期的记录");
  await expect(page.getByRole("region", { name: "已抹除" })).toContainText("尚未抹除任何记录");
  await expectAccessible(page, "retention");
  await picture(page, info, "retention");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(terms).toBeVisible();

  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, "市科技局-经办");
  await page.goto(`${address()}/retention`);
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "期限", exact: true })).toHaveCount(0);
  process.env.ENACT_URL = shared;
  await stop();
});
