// A unit brings subjects and facts in: errors are shown cell by cell and nothing is written; the mended table
// is taken, and the subject's record shows it with its source and history.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { address, ask, picture, signIn } from "./people";

interface Shape { unit: string; type: string; fact: string; title: { zh: string }; type_title: { zh: string }; columns: string[]; periods: { title: { zh: string } }[] }

test("a table with errors is shown, mended and taken", async ({ page }) => {
  const accounts = (await ask<{ sample_accounts: { login: string; kind: string }[] }>(page, "GET", "/space")).sample_accounts;
  // Some unit that attests a list of an enterprise's recognitions.
  let shape: Shape | undefined;
  for (const { login } of accounts.filter((one) => one.login.endsWith("-经办"))) {
    await signIn(page, login);
    const shapes = await ask<{ items: Shape[] }>(page, "GET", "/intake/shapes");
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

test("figures of a year are taken for the year that is said, by table and by hand", async ({ page }, info) => {
  const space = await ask<{ today: string; sample_accounts: { login: string }[] }>(page, "GET", "/space");
  let shape: Shape | undefined;
  for (const { login } of space.sample_accounts.filter((one) => one.login.endsWith("-经办"))) {
    await signIn(page, login);
    const shapes = await ask<{ items: Shape[] }>(page, "GET", "/intake/shapes");
    shape = shapes.items.find((one) => one.type === "企业" && one.columns.includes("研发费用") && one.periods.length > 0);
    if (shape) break;
  }
  expect(shape).toBeDefined();
  const period = shape!.periods[0]!.title.zh;
  const last = Number(space.today.slice(0, 4)) - 1;
  await page.goto(`${address()}/intake`);
  await page.getByRole("combobox", { name: "导入内容" }).click();
  await page.locator(".ant-select-item").getByText(`${shape!.type_title.zh} · ${shape!.title.zh}`, { exact: true }).click();
  const upload = () => page.locator("input[type=file]").setInputFiles({
    name: "研发.csv", mimeType: "text/csv",
    buffer: Buffer.from("统一社会信用代码,名称,研发费用\n91350583MA2XY00013,示例阀门有限公司,7654321.09\n"),
  });
  await upload();
  await expect(page.getByText(`“研发费用”是一个${period}的数据，没有说明是哪一个`)).toBeVisible();
  await expect(page.getByRole("button", { name: "确认写入全部" })).toHaveCount(0);
  await page.getByRole("combobox", { name: `数据所属${period}` }).click();
  await page.locator(".ant-select-item").getByText(`${last - 1}年`, { exact: true }).click();
  await upload();
  await expect(page.getByText("没有发现问题")).toBeVisible();
  await expectAccessible(page, "/intake with a year");
  await picture(page, info, "intake-year");
  await page.getByRole("button", { name: "确认写入全部" }).click();
  await expect(page.getByText(/已写入/)).toBeVisible();

  await page.goto(`${address()}/subjects`);
  await page.getByRole("searchbox", { name: "名称或识别代码" }).fill("示例阀门");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "示例阀门有限公司" }).click();
  await expect(page.getByRole("row", { name: /研发费用.*7,654,321\.09/ })).toContainText(`${last - 1}-12-31`);
  // By hand the latest year that is over is offered first.
  await page.getByRole("button", { name: "核定信息" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").first().click();
  await page.locator(".ant-select-item").getByText("研发费用", { exact: true }).click();
  await expect(dialog).toContainText(`${last}年`);
  await dialog.getByRole("textbox", { name: "研发费用" }).fill("8000000");
  await expectAccessible(page, "a figure of a year entered");
  await picture(page, info, "enter-year");
  await dialog.getByRole("button", { name: "继续", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: /研发费用.*8,000,000/ })).toContainText(`${last}-12-31`);
});
