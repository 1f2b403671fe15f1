// The main forms by keyboard alone: Tab comes by every control, in reading order, and what has the focus shows it; a
// dialog takes the focus, keeps it, and gives it back.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { act, address, ask, confirm, openSteps, signIn } from "./people";

interface Stop { name: string; top: number; bottom: number; left: number; group: number; control: number }
/** What the page is asked to remember between presses. */
interface Kept { stops: HTMLElement[]; region: Element; focused: HTMLElement }

/** Presses Tab through the region from its first control on: it comes by every control, as they are read. */
async function walk(page: Page, region: Locator): Promise<void> {
  await page.waitForLoadState("networkidle");
  // Of radio buttons that belong together there is one stop: the one that is chosen, or the first.
  const wanted = await region.evaluate((root) => {
    const isStop = (one: HTMLElement) => {
      if (one.tabIndex < 0 || one.matches(":disabled") || one.closest("[inert], [aria-hidden=true]")) return false;
      if (!one.checkVisibility({ visibilityProperty: true })) return false;
      if (!(one instanceof HTMLInputElement) || one.type !== "radio") return true;
      const alike = [...root.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${one.name}"]`)];
      return one === (alike.find((other) => other.checked) ?? alike[0]);
    };
    const stops = [...root.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]")].filter(isStop);
    Object.assign(window, { stops, region: root });
    stops[0]?.focus();
    return stops.map((one) => one.getAttribute("aria-label") || one.innerText || one.id || one.outerHTML.slice(0, 120));
  });
  expect(wanted.length).toBeGreaterThan(0);
  const stops: Stop[] = [];
  for (let pressed = 0; pressed < wanted.length * 4; ++pressed) {
    const stop = await page.evaluate((): Stop | null => {
      const { stops, region } = window as unknown as Kept;
      const at = document.activeElement as HTMLElement;
      if (at === document.body || !region.contains(at)) return null;
      const shown = (at.closest(".ant-select, .ant-input-affix-wrapper, label, .ant-picker") ?? at).getBoundingClientRect();
      // What stands elsewhere, or in columns, may stand side by side, each part read to its end.
      const within = at.closest("section, form, header, aside, [role=dialog]");
      const columns = (one: Element | null): boolean => one !== null && (getComputedStyle(one).columnCount !== "auto" || (one !== within && columns(one.parentElement)));
      const group = columns(at) ? null : within;
      return { name: at.getAttribute("aria-label") || at.innerText || at.id || at.tagName, top: shown.top + window.scrollY, bottom: shown.bottom + window.scrollY, left: shown.left, group: group === null ? -1 : [...document.querySelectorAll("*")].indexOf(group), control: stops.indexOf(at) };
    });
    if (stop === null) break;
    // A field of several parts, a date, is one stop.
    if (stop.control !== stops.at(-1)?.control) {
      stops.push(stop);
      await expectShownFocus(page, stop.name);
    }
    await page.keyboard.press("Tab");
  }
  expect(stops.map((one) => wanted[one.control] ?? `not expected: ${one.name}`), "Tab comes by every control, in the order of the text").toEqual(wanted);
  for (const [index, next] of stops.entries()) {
    const last = stops[index - 1];
    if (!last || last.group < 0 || last.group !== next.group) continue;
    const sameRow = next.top < last.bottom - 1 && last.top < next.bottom - 1;
    expect(sameRow ? next.left >= last.left - 1 : next.top > last.top, `${last.name} is read before ${next.name}`).toBe(true);
  }
}

/** The first press of Tab on a page that was loaded comes to the link past its head; the next goes on from there. */
async function expectSkipFirst(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "跳到正文" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("main :focus")).toBeVisible();
}

/** What has the focus looks otherwise than without it. */
async function expectShownFocus(page: Page, name: string): Promise<void> {
  const around = await page.evaluate(() => {
    const at = document.activeElement!;
    const shown = at.closest(".ant-select, .ant-input-affix-wrapper, .ant-checkbox-wrapper, .ant-radio-wrapper, .ant-picker, .ant-segmented") ?? at;
    shown.scrollIntoView({ block: "nearest" });
    const box = shown.getBoundingClientRect();
    return { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
  });
  const view = page.viewportSize()!;
  const clip = { x: Math.max(0, around.x), y: Math.max(0, around.y), width: Math.min(around.width, view.width), height: Math.min(around.height, view.height) };
  const focused = await page.screenshot({ clip });
  await page.evaluate(() => {
    const focused = document.activeElement as HTMLElement;
    Object.assign(window, { focused });
    focused.blur();
  });
  const without = await page.screenshot({ clip });
  await page.evaluate(() => (window as unknown as Kept).focused.focus());
  expect(focused.equals(without), `the focus on ${name} shows`).toBe(false);
}

/** The dialog that a button opens takes the focus, keeps it however often Tab is pressed, and gives it back. */
async function expectTrapped(page: Page, opener: Locator): Promise<void> {
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  // From its end Tab goes to the browser's own bar, where nothing of the page has the focus, and comes back.
  const within = () => page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("[role=dialog]") !== null);
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null), "the dialog takes the focus").toBe(true);
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let pressed = 0; pressed < 12; ++pressed) {
      await page.keyboard.press(key);
      expect(await within(), `${key} stays in the dialog`).toBe(true);
    }
  }
  await walk(page, dialog);
  await dialog.locator("textarea, input").first().focus();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
}

/** The question that a button asks first takes the focus, keeps it, and gives it back; nothing is done until it is
 *  answered. `done` appears once it is. */
async function expectAsked(page: Page, opener: Locator, done: Locator): Promise<void> {
  const question = page.getByRole("alertdialog");
  const open = async () => {
    await opener.press("Enter");
    await expect(question).toBeVisible();
    await expect(question.getByRole("button").first(), "the question takes the focus").toBeFocused();
  };
  await open();
  for (const answer of await question.getByRole("button").all()) {
    await expect(answer).toBeFocused();
    await expectShownFocus(page, await answer.innerText());
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(opener, "what was dismissed gives the focus back").toBeFocused();
  await open();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(opener, "so does what was answered with no").toBeFocused();
  await expect(done).toHaveCount(0);
  await open();
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let pressed = 0; pressed < 5; ++pressed) {
      await page.keyboard.press(key);
      await expect(question.locator(":focus"), `${key} stays with the question`).toHaveCount(1);
    }
  }
  await page.keyboard.press("Tab");
  await expect(question.getByRole("button").last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(done).toBeVisible();
  await expect(opener, "and what was answered with yes").toBeFocused();
}

test("one signs in by keyboard alone", async ({ page }) => {
  // A training space lists many accounts beside the form.
  await page.goto(`${address()}/sign-in`);
  await expect(page.getByRole("button", { name: "登录", exact: true }).last()).toBeVisible();
  await expectSkipFirst(page);
  await walk(page, page.locator("body"));
  const form = page.locator("main form").first();
  await form.locator("input").first().fill("审计");
  await page.keyboard.press("Tab");
  await page.keyboard.type("training-2026");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
});

test("an application is filled in, submitted and reviewed by keyboard alone", async ({ page }) => {
  // A subject of whom no other journey makes a case.
  await signIn(page, "示例主体10");
  await page.goto(`${address()}/enterprise`);
  await page.getByRole("button", { name: "申请", exact: true }).first().press("Enter");
  await expect(page).toHaveURL(/\/cases\//);
  await expect(page.getByText("尚未提交。")).toBeVisible();
  await test.step("the form of an application", () => walk(page, page.locator("main")));
  const submit = page.locator("section.case-actions").getByRole("button", { name: "提交" });
  await test.step("the account", async () => {
    await page.getByLabel("户名", { exact: true }).fill("样例收款人");
    await page.keyboard.press("Tab");
    await page.keyboard.type("样例银行");
    await page.keyboard.press("Tab");
    await page.keyboard.type("6222000011112222");
    await page.keyboard.press("Enter");
    await expect(page.getByText("****2222").first()).toBeVisible();
  });
  const id = page.url().split("/").at(-1)!;
  const { evidence_wanted } = await ask<{ evidence_wanted: string[] }>(page, "GET", `/cases/${id}`);
  for (const kind of evidence_wanted) {
    await page.locator('input[type="file"]').setInputFiles({ name: `${kind}.pdf`, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.4\n% ${kind}\n%%EOF\n`) });
    await expect(page.getByRole("link", { name: `${kind}.pdf`, exact: true })).toBeVisible();
  }
  await test.step("the dialog that submits it", () => expectTrapped(page, submit));
  await act(page, "提交", { consent: true });
  const [accepting] = await openSteps(page, id);
  await signIn(page, `${accepting!.unit}-经办`);
  await page.goto(`${address()}/cases/${id}`);
  await expect(page.getByRole("button", { name: "退回补正" })).toBeVisible();
  await test.step("the case at its review", () => walk(page, page.locator("main")));
  const back = page.locator("section.case-actions").getByRole("button", { name: "退回补正" });
  await test.step("the dialog of a step", async () => {
    await expectTrapped(page, back);
    await page.keyboard.press("Enter");
    const reason = page.getByRole("dialog").getByLabel("理由");
    await reason.focus();
    await page.keyboard.type("证书扫描件不清晰");
    await confirm(page);
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(back, "its step is done").toHaveCount(0);
    await expect(page.locator("#content"), "where its button was, one is in the content").toBeFocused();
  });
});

test("whoever is asked whether they are sure answers by keyboard alone", async ({ page }) => {
  await signIn(page, "管理员");
  const login = `sure${Date.now()}`;
  await ask(page, "POST", "/accounts", { login, name: "键盘", kind: "officer", roles: [{ role: "auditor" }] });
  await page.goto(`${address()}/accounts`);
  await page.getByRole("searchbox").fill(login);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: login }).press("Enter");
  await expectAsked(page, page.getByRole("button", { name: "发给重设密码链接" }), page.getByRole("textbox", { name: "设置密码链接" }));
});
