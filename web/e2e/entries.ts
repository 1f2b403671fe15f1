// Entering register entries in the browser, and taking them through their steps.
import { expect, type Page } from "@playwright/test";
import { address } from "./people";

export const policy = "nanan-2025-2";
export const registerPath = (register: string) => `/registers/${policy}/${encodeURIComponent(register)}`;

/** Fills in the form of a new entry and saves it; the fields by their labels. */
export async function enter(page: Page, register: string, values: Record<string, string>, choices: Record<string, string> = {}): Promise<string> {
  await page.goto(address() + registerPath(register) + "/new");
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  for (const [label, choice] of Object.entries(choices)) await choose(page, label, choice);
  await page.getByRole("button", { name: "保存草稿" }).click();
  await page.waitForURL(/\/entries\/./);
  await expect(page.locator(".entry-actions")).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Chooses in a list that may look for what is typed. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  const box = page.getByLabel(label, { exact: true });
  await box.click();
  if ((await box.getAttribute("readonly")) === null) await box.fill(choice.slice(0, 8));
  // What a screen reader is told of an option stands apart from what is seen and pressed.
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option").filter({ hasText: choice }).first().click();
}

export async function press(page: Page, action: string, entered: { reason?: string; values?: Record<string, string> } = {}): Promise<void> {
  await page.locator(".entry-actions").getByRole("button", { name: action, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  for (const [label, value] of Object.entries(entered.values ?? {})) await dialog.getByLabel(label, { exact: true }).fill(value);
  if (entered.reason) await dialog.getByLabel(/^(理由|备注)/).fill(entered.reason);
  await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
}

export async function act(page: Page, action: string, entered: { reason?: string; values?: Record<string, string> } = {}): Promise<void> {
  await press(page, action, entered);
  await expect(page.getByRole("dialog")).toBeHidden();
}

export const status = (page: Page) => page.locator(".page-head .ant-tag").first();
