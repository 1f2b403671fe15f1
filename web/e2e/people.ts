// Signing in as the people of a case, and what they do on its page.
import { expect, type Page } from "@playwright/test";

export const password = "training-2026";

// A freshly started worker has the service's address in its environment, not in the configuration.
export const address = () => process.env.ENACT_URL ?? "";

export async function signIn(page: Page, login: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${address()}/sign-in`);
  await page.getByLabel("账号", { exact: true }).fill(login);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).last().click();
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
}

export interface Entered { reason?: string; minutes?: string; line?: boolean; consent?: boolean }

/** Presses an action of the case's page and fills in what its dialog asks for. */
export async function act(page: Page, action: string | RegExp, entered: Entered = {}): Promise<void> {
  const panel = page.locator("section.case-actions");
  await panel.getByRole("button", { name: action }).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  if (entered.minutes) await dialog.getByLabel("会议纪要（批文）编号").fill(entered.minutes);
  if (entered.line) {
    await dialog.getByRole("combobox").click();
    await page.locator(".ant-select-item-option").first().click();
  }
  if (entered.consent) await dialog.getByRole("checkbox").check();
  if (entered.reason) await dialog.locator("textarea").fill(entered.reason);
  await dialog.getByRole("button", { name: /^确\s?定$/ }).click();
  await expect(dialog).toBeHidden();
}

/** Lets days pass in the training space. */
export async function passDays(page: Page, days: number): Promise<void> {
  await signIn(page, "管理员");
  const answer = await page.evaluate(async (count) => {
    const session = (await (await fetch("/api/v1/session")).json()) as { csrf: string };
    const response = await fetch("/api/v1/training/clock", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf },
      body: JSON.stringify({ days: count }),
    });
    return response.status;
  }, days);
  expect(answer).toBe(200);
}
