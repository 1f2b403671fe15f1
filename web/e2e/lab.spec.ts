// The policy lab from a slider to a workbook: an officer moves an amount by keyboard, sees what it costs and for
// whom, allocates a short budget, saves two scenarios, sets them side by side and takes them to Excel.
import { expect, test, type Page } from "@playwright/test";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectAccessible } from "./accessible";
import { address, picture, signIn, start } from "./people";

const officer = "市科技局-经办";

async function open(page: Page) {
  await page.goto(`${address()}/lab`);
  await expect(page.locator(".lab-summary")).toBeVisible({ timeout: 60_000 });
}

const certain = (page: Page) => page.locator(".lab-summary .lab-figure").first();

/** The first amount that moves anything, set by its field; answers its name. */
async function setAmount(page: Page, value: string): Promise<string> {
  const row = page.locator(".lever").first();
  const name = await row.locator(".lever-name").innerText();
  const field = page.getByRole("textbox", { name, exact: true });
  await field.fill(value);
  await field.press("Enter");
  return name;
}

async function save(page: Page, name: string) {
  await page.getByRole("button", { name: "保存方案" }).click();
  await page.getByLabel("方案名称").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Copies of the package in force: one that names a fact that there is not, one with a narrower condition. */
function changedPackage(): { faulty: string; good: string } {
  const made = (change: (rules: string) => string) => {
    const folder = join(mkdtempSync(join(tmpdir(), "enact-draft-")), "nanan-2025-2");
    cpSync(join(import.meta.dirname, "../../policies/nanan-2025-2"), folder, { recursive: true });
    const file = join(folder, "policy.md");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    return folder;
  };
  return {
    faulty: made((rules) => rules.replace("企业.认定[", "企业.认订[")),
    good: made((rules) => rules.replace('认定.方式 in ("首次认定", "重新认定")', '认定.方式 = "首次认定"')),
  };
}

test("an officer tries an amount and takes two scenarios to Excel", async ({ page }, info) => {
  await signIn(page, officer);
  await open(page);
  await picture(page, info, "in-force");
  const before = await certain(page).innerText();

  await test.step("the answer follows the slider, moved by keyboard", async () => {
    const slider = page.getByRole("slider").first();
    await slider.focus();
    for (let i = 0; i < 6; ++i) await page.keyboard.press("ArrowRight");
    await expect(certain(page)).not.toHaveText(before);
    await expect(page.locator(".lever-changed")).toHaveCount(1);
    await expect(page.locator(".lab-results .lab-chart")).toBeVisible();
    await expectAccessible(page, "budget");
    await picture(page, info, "budget");
  });

  await test.step("and comes back to what is in force", async () => {
    await page.getByRole("button", { name: /^恢复现行：/ }).click();
    await expect(certain(page)).toHaveText(before);
  });

  await test.step("winners and losers by a fact", async () => {
    await setAmount(page, "15万");
    await expect(certain(page)).not.toHaveText(before);
    await page.getByRole("tab", { name: "得失" }).click();
    await page.getByRole("combobox", { name: "分组" }).click();
    await page.keyboard.press("Enter");
    await expect(page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")).toHaveCount(0);
    await expect(page.getByRole("columnheader", { name: "组", exact: true })).toBeVisible();
    await expectAccessible(page, "effects");
    await picture(page, info, "effects");
    await page.getByRole("tab", { name: "分布" }).click();
    await expect(page.getByRole("img", { name: "各金额段的主体数，现行与调整后" }).first()).toBeVisible();
    await expectAccessible(page, "distribution");
    await picture(page, info, "distribution");
  });

  await test.step("a short budget", async () => {
    await page.getByRole("tab", { name: "预算不足" }).click();
    const budget = page.getByRole("textbox", { name: "预算（元）" });
    await budget.fill("很多");
    await expect(page.locator("main").getByRole("alert")).toContainText("请填写金额");
    await budget.fill("100万");
    await expect(page.getByRole("cell", { name: "按比例" })).toBeVisible();
    await expect(page.getByRole("cell", { name: "1,000,000.00" }).first()).toBeVisible();
    await expectAccessible(page, "short budget");
    await picture(page, info, "limited");
  });

  await test.step("scenarios side by side, and to Excel", async () => {
    await page.getByRole("tab", { name: "方案比较" }).click();
    await save(page, "奖励15万");
    await setAmount(page, "20万");
    await save(page, "奖励20万");
    for (const name of ["奖励15万", "奖励20万"]) await page.getByRole("checkbox", { name: `选择：${name}` }).check();
    await expect(page.locator(".lab-beside")).toContainText("确定支出");
    await expectAccessible(page, "scenarios");
    await picture(page, info, "scenarios");
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "导出 Excel" }).click();
    const file = await (await waiting).path();
    expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");
    await page.getByRole("button", { name: "载入：奖励15万" }).click();
    await expect(page.locator(".lever-changed input").first()).toHaveValue("150,000");
  });

  await test.step("an auditor sees them and saves none", async () => {
    await signIn(page, "审计");
    await open(page);
    await page.getByRole("tab", { name: "方案比较" }).click();
    await expect(page.getByText("奖励20万")).toBeVisible();
    await expect(page.getByRole("button", { name: "保存方案" })).toHaveCount(0);
  });

  await test.step("removed again", async () => {
    await signIn(page, officer);
    await open(page);
    await page.getByRole("tab", { name: "方案比较" }).click();
    for (const name of ["奖励15万", "奖励20万"]) {
      await page.getByRole("button", { name: `删除：${name}` }).click();
      await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
      await expect(page.getByRole("checkbox", { name: `选择：${name}` })).toHaveCount(0);
    }
    await expect(page.getByText("还没有保存的方案")).toBeVisible();
  });
});

test("an officer uploads a changed package, mends it, and sets it beside what is in force", async ({ page }, info) => {
  await signIn(page, officer);
  await open(page);
  const folder = changedPackage();
  const add = page.getByRole("dialog", { name: "上传修改稿" });
  const before = await certain(page).innerText();

  await test.step("what is wrong is said with its place, and nothing is kept", async () => {
    await page.getByRole("button", { name: "上传修改稿" }).click();
    await add.getByLabel("修改稿名称").fill("只奖首次");
    await add.locator('input[type="file"][webkitdirectory]').setInputFiles(folder.faulty);
    await expect(add.getByRole("alert")).toContainText("处错误，没有保存");
    await expect(add.getByText(/policy\.md 第 \d+ 行第 \d+ 字/).first()).toBeVisible();
    await expectAccessible(page, "faulty draft");
    await picture(page, info, "draft-faulty");
  });

  await test.step("what is no package is refused", async () => {
    await add.locator('input[type="file"]:not([webkitdirectory])').setInputFiles({ name: "x.zip", mimeType: "application/zip", buffer: Buffer.from("no zip file") });
    await expect(add.getByRole("alert")).toContainText("压缩包读不通");
  });

  await test.step("mended, it is compared like a change", async () => {
    await add.locator('input[type="file"][webkitdirectory]').setInputFiles(folder.good);
    await expect(page.getByLabel("版本").locator("xpath=ancestor::*[contains(@class,'ant-select')][1]")).toContainText("只奖首次");
    if (await add.isVisible()) await add.getByRole("button", { name: "开始测算" }).click();
    await expect(add).toBeHidden();
    await expect(certain(page)).not.toHaveText(before);
    await expect(page.locator(".lever").first()).toContainText("稿中");
    await expectAccessible(page, "draft");
    await picture(page, info, "draft");
  });

  await test.step("saved as a scenario it holds on to its draft", async () => {
    await page.getByRole("tab", { name: "方案比较" }).click();
    await save(page, "首次方案");
    await expect(page.getByText("修改稿“只奖首次”")).toBeVisible();
    const remove = async () => {
      await page.getByRole("button", { name: "删除修改稿" }).click();
      await page.getByRole("dialog").getByRole("button", { name: /^删\s?除$/ }).click();
    };
    await remove();
    await expect(page.locator("main").getByRole("alert")).toContainText("用到这份修改稿");
    await page.getByRole("button", { name: "删除：首次方案" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
    await expect(page.getByText("还没有保存的方案")).toBeVisible();
    await remove();
    await expect(page.getByRole("button", { name: "删除修改稿" })).toHaveCount(0);
    await expect(certain(page)).toHaveText(before);
  });

  await test.step("an auditor uploads none", async () => {
    await signIn(page, "审计");
    await open(page);
    await expect(page.getByRole("button", { name: "上传修改稿" })).toHaveCount(0);
  });
});

test("the lab says what it waits for and what went wrong", async ({ page }) => {
  await signIn(page, officer);
  await page.route("**/api/v1/lab", async (route) => {
    const answer = await route.fetch();
    const lab = (await answer.json()) as Record<string, unknown>;
    await route.fulfill({ response: answer, json: { ...lab, state: "preparing" } });
  });
  await page.goto(`${address()}/lab`);
  await expect(page.getByText("正在读取主体")).toBeVisible();
  await page.unroute("**/api/v1/lab");
  await expect(page.locator(".lab-summary")).toBeVisible({ timeout: 60_000 });
  const before = await certain(page).innerText();
  await page.route("**/api/v1/lab/simulations", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ title: "服务内部错误", status: 500, code: "internal", detail: "请稍后重试" }) }));
  await setAmount(page, "16万");
  await expect(page.locator("main").getByRole("alert")).toContainText("服务内部错误");
  await page.unroute("**/api/v1/lab/simulations");
  await setAmount(page, "17万");
  await expect(certain(page)).not.toHaveText(before);
  await expect(page.locator("main").getByRole("alert")).toHaveCount(0);
});

test("whoever may not use the lab is not offered it", async ({ page }) => {
  await start(page, "市财政局-支付经办");
  await expect(page.getByRole("menuitem", { name: "政策实验室" })).toHaveCount(0);
  await page.goto(`${address()}/lab`);
  await expect(page.locator("main").getByRole("alert")).toContainText("无权");
});

test("the lab in English", async ({ page }) => {
  await signIn(page, officer);
  await page.addInitScript(() => localStorage.setItem("enact.language", "en"));
  await open(page);
  await expect(page.getByRole("heading", { name: "Policy lab" })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Winners and losers" })).toBeVisible();
  await expectAccessible(page, "lab in English");
});
