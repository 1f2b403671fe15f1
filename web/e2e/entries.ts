// Entering register entries in the browser, and taking them through their steps.
import { expect, type Locator, type Page } from "@playwright/test";
import { address, signIn } from "./people";

export const policy = "nanan-2025-2";
export const registerPath = (register: string) => `/registers/${policy}/${encodeURIComponent(register)}`;

/** What is entered, by the labels of the fields; 是 or 否 where something is true or not. */
export type Values = Record<string, string>;

/** Fills in the fields of a form or a dialog, each as its control wants it. */
export async function fillIn(scope: Page | Locator, values: Values): Promise<void> {
  const page = "keyboard" in scope ? scope : scope.page();
  for (const [label, value] of Object.entries(values)) {
    const item = scope.locator(".ant-form-item").filter({ has: page.locator(`label[title="${label}"]`) });
    await item.first().waitFor();
    if (await item.locator(".ant-radio-group").count()) await item.getByText(value, { exact: true }).click();
    else if (await item.locator(".ant-select").count()) await chooseIn(page, item.getByLabel(label, { exact: true }), value);
    else await item.getByLabel(label, { exact: true }).fill(value);
  }
}

/** Fills in the form of a new entry. */
export async function fillInNew(page: Page, register: string, values: Values): Promise<void> {
  await page.goto(address() + registerPath(register) + "/new");
  await expect(page.locator(".entry-form")).toBeVisible();
  await fillIn(page, values);
}

/** Fills in the form of a new entry and saves it. */
export async function enter(page: Page, register: string, values: Values): Promise<string> {
  await fillInNew(page, register, values);
  return saveDraft(page);
}

/** What cannot be entered says why, and what was typed is given up. */
export async function expectRefused(page: Page, register: string, values: Values, why: string): Promise<void> {
  await fillInNew(page, register, values);
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.locator(".entry-form")).toContainText(why);
  await page.getByRole("button", { name: /^取\s?消$/ }).click();
}

export async function saveDraft(page: Page): Promise<string> {
  await page.getByRole("button", { name: "保存草稿" }).click();
  await page.waitForURL(/\/entries\/./);
  await expect(page.locator(".entry-actions")).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Hands the form in for the keeper to take up; answers the path of its page. */
export async function handIn(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^提\s?出$/ }).click();
  await page.waitForURL(/\/entries\/./);
  await expect(page.locator(".page-head h1")).toBeVisible();
  return new URL(page.url()).pathname;
}

/** The form is not saved, and the page says why. */
export async function notSaved(page: Page, why: string): Promise<void> {
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByText(why).first()).toBeVisible();
}

/** Chooses in a list that may look for what is typed. */
export async function chooseIn(page: Page, box: Locator, choice: string): Promise<void> {
  await box.click();
  if ((await box.getAttribute("readonly")) === null) await box.fill(choice.slice(0, 8));
  // What a screen reader is told of an option stands apart from what is seen and pressed.
  const fitting = page.locator(".ant-select-dropdown:visible .ant-select-item-option").filter({ hasText: choice });
  await fitting.first().waitFor();
  // One that is called just so before those that are called so among other things.
  const exact = fitting.filter({ has: page.getByText(choice, { exact: true }) });
  await ((await exact.count()) > 0 ? exact : fitting).first().click();
}
export const choose = (page: Page, label: string, choice: string) => fillIn(page, { [label]: choice });

/** Adds a line to those of the label and fills it in. */
export async function addLine(page: Page, lines: string, row: number, cells: Values, choices: Values = {}, yes: string[] = []): Promise<void> {
  const part = page.locator(".ant-form-item").filter({ has: page.locator(`label[title="${lines}"]`) });
  await part.getByRole("button", { name: "增加一行" }).click();
  for (const [column, value] of Object.entries(cells)) await part.getByLabel(`第 ${row} 行 ${column}`, { exact: true }).fill(value);
  for (const [column, choice] of Object.entries(choices)) await chooseIn(page, part.getByLabel(`第 ${row} 行 ${column}`, { exact: true }), choice);
  for (const column of yes) {
    const negative = column.startsWith("!");
    await part.getByLabel(`第 ${row} 行 ${column.replace("!", "")}`, { exact: true }).getByText(negative ? "否" : "是", { exact: true }).click();
  }
}

export interface Entered { reason?: string; values?: Values }

export async function press(page: Page, action: string, entered: Entered = {}): Promise<void> {
  await page.locator(".entry-actions").getByRole("button", { name: action, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await fillIn(dialog, entered.values ?? {});
  if (entered.reason) await dialog.getByLabel(/^(理由|备注)/).fill(entered.reason);
  await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
}

export async function act(page: Page, action: string, entered: Entered = {}): Promise<void> {
  await press(page, action, entered);
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Presses an action that the service refuses, with the words that say why. */
export async function refused(page: Page, action: string, why: string, entered: Entered = {}): Promise<void> {
  await press(page, action, entered);
  await expect(page.getByRole("dialog")).toContainText(why);
  await page.getByRole("dialog").getByRole("button", { name: /^取\s?消$/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** One after another goes to the entry and does what its life cycle offers. */
export async function walk(page: Page, path: string, steps: readonly (readonly [who: string, action: string, entered?: Entered])[]): Promise<void> {
  for (const [who, action, entered] of steps) {
    await signIn(page, who);
    await page.goto(address() + path);
    await act(page, action, entered);
  }
}

export const status = (page: Page) => page.locator(".page-head .ant-tag").first();

/** What the entry's page shows of a measure. */
export const measure = (page: Page, title: string) => page.locator(".entry-measures > li").filter({ has: page.locator(".entry-measure-head > span", { hasText: title }) }).first();
