// The decision diagram of a provision: it opens from the document, shows its decisions and a table, keeps the
// mark of bpmn.io in sight, and says the same as text.
import { expect, test, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expectAccessible } from "./accessible";
import { address, keep } from "./people";

interface Named { id: string; title: { zh: string }; executable: boolean; tables: unknown[]; conditions: { name: string }[] }

/** A provision of the first policy that is no sample: one with a decision table if there is one. */
async function pick(page: Page): Promise<{ path: string; provision: Named }> {
  const packages = await (await page.request.get(`${address()}/api/v1/packages`)).json() as { items: { id: string; sample: boolean }[] };
  const chosen = packages.items.find((item) => !item.sample) ?? packages.items[0]!;
  const provisions = await (await page.request.get(`${address()}/api/v1/packages/${chosen.id}/provisions`)).json() as { items: Named[] };
  const executable = provisions.items.filter((item) => item.executable && item.conditions.length > 1);
  const provision = executable.find((item) => item.tables.length > 0) ?? executable[0]!;
  return { path: `/documents/${chosen.id}/provisions/${provision.id}`, provision };
}

for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`the diagram of a provision at ${size.width} px`, async ({ page }, info) => {
    await page.setViewportSize(size);
    const { path, provision } = await pick(page);
    await page.goto(address() + path);
    const canvas = page.locator(".decision-canvas");
    await expect(canvas.locator(".djs-shape").first()).toBeVisible();
    for (const condition of provision.conditions) {
      await expect(page.locator(".decision-list")).toContainText(condition.name);
    }
    expect(await canvas.locator(".djs-shape").count()).toBeGreaterThan(provision.conditions.length + 3);
    const mark = canvas.locator(".bjs-powered-by");
    await expect(mark).toBeVisible();
    const box = (await mark.boundingBox())!;
    const covered = await page.evaluate(([x, y]) => document.elementFromPoint(x!, y!)?.closest(".bjs-powered-by") === null, [box.x + box.width / 2, box.y + box.height / 2]);
    expect(covered || box.y > size.height, "the mark is covered").toBe(box.y > size.height);
    // Its icons are a font of the page's own origin: what the policy of contents refuses is not loaded.
    await expect
      .poll(() => page.evaluate(() => [...document.fonts].some((font) => /dmn/.test(font.family) && font.status === "loaded")))
      .toBe(true);
    await keep(page, info.outputPath("diagram.png"));

    await page.locator(".decision-views label").nth(1).click();
    await expect(canvas.locator(".dmn-decision-table-container table")).toBeVisible();
    await keep(page, info.outputPath("table.png"));
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways, "scrolls sideways").toBeLessThanOrEqual(0);
    // What dmn-js draws is not ours to change, and the list below says the same in plain text.
    await expectAccessible(page, path, ".dmn-js-parent");
  });
}

test("a provision's rules lead to its diagram, and the model is downloaded in both versions", async ({ page }) => {
  await page.goto(`${address()}/`);
  await page.locator("#article-1 .clause-provision").first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".rules").getByRole("link", { name: "决策图" }).first().click();
  await expect(page.locator(".decision-canvas .djs-shape").first()).toBeVisible();
  for (const [version, space] of [["1.5", "20230324"], ["1.3", "20191111"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `下载 DMN ${version}` }).click()]);
    const text = readFileSync(await download.path(), "utf8");
    expect(text).toContain(`https://www.omg.org/spec/DMN/${space}/MODEL/`);
    expect(text).toContain("DMNDiagram");
  }
});
