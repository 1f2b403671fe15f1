// A unit brings subjects and facts in: errors are shown cell by cell and nothing is written; the mended table
// is taken, and the subject's record shows it with its source and history.
import { expect, test } from "@playwright/test";
import { address, signIn } from "./people";

interface Shape { unit: string; type: string; fact: string; title: { zh: string }; type_title: { zh: string }; columns: string[] }

test("a table with errors is shown, mended and taken", async ({ page }) => {
  await page.goto(address());
  const accounts = ((await (await page.request.get(`${address()}/api/v1/space`)).json()) as { sample_accounts: { login: string; kind: string }[] }).sample_accounts;
  // Some unit that attests a list of an enterprise's recognitions.
  let shape: Shape | undefined;
  for (const { login } of accounts.filter((one) => one.login.endsWith("-经办"))) {
    await signIn(page, login);
    const shapes = (await page.evaluate(async () => (await fetch("/api/v1/intake/shapes")).json())) as { items: Shape[] };
    shape = shapes.items.find((one) => one.type === "企业" && one.fact === "认定");
    if (shape) break;
  }
  expect(shape).toBeDefined();
  await page.goto(`${address()}/intake`);
  await page.getByRole("combobox", { name: "导入内容" }).click();
  await page.getByTitle(`${shape!.type_title.zh} · ${shape!.title.zh}`).click();
  const head = "统一社会信用代码,名称,类别,方式,日期,证书编号\n";
  const upload = (name: string, rows: string) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(head + rows) });

  await upload("错.csv", "91350583MA2XY0000X,演示阀门有限公司,国家高新技术企业,首次认定,2026-02-30,GR1\n");
  await expect(page.getByText("校验码不符")).toBeVisible();
  await expect(page.getByText("2026-02-30 不存在")).toBeVisible();
  await expect(page.getByRole("button", { name: "确认写入全部" })).toHaveCount(0);

  const right = /应为 “?`?(91350583MA2XY0000\w)/.exec((await page.locator(".sheet").last().innerText()).replace(/[“”`]/g, ""))?.[1] ?? (await page.locator(".sheet").last().innerText()).match(/91350583MA2XY0000[0-9A-Z]/g)!.find((one) => one !== "91350583MA2XY0000X")!;
  await upload("对.csv", `${right},演示阀门有限公司,国家高新技术企业,首次认定,2026/3/10,GR2026\n`);
  await expect(page.getByText("没有发现问题")).toBeVisible();
  await page.getByRole("button", { name: "确认写入全部" }).click();
  await expect(page.getByText(/已写入：新主体 1/)).toBeVisible();

  await upload("对.csv", `${right},演示阀门有限公司,国家高新技术企业,首次认定,2026/3/10,GR2026\n`);
  await expect(page.getByText("没有需要写入的内容")).toBeVisible();

  await page.goto(`${address()}/subjects`);
  await page.getByRole("searchbox", { name: "名称或识别代码" }).fill("演示阀门");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "演示阀门有限公司" }).click();
  await expect(page.getByText("GR2026")).toBeVisible();
  await expect(page.getByText(shape!.unit).first()).toBeVisible();
  await page.getByRole("tab", { name: "沿革" }).click();
  await expect(page.getByText("现行").first()).toBeVisible();
});
