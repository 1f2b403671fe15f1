// Signing in as the people of a case, and what they do on its page.
import { expect, type BrowserContext, type Page, type TestInfo } from "@playwright/test";

export const password = "training-2026";

// A freshly started worker has the service's address in its environment, not in the configuration.
export const address = () => process.env.ENACT_URL ?? "";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
// Whoever has signed in stays so, as people do; another page of the same person takes the session up again.
const signedIn = new Map<string, Cookies>();

/** Makes the page that of one person, on the page where that person starts. */
export async function signIn(page: Page, login: string): Promise<void> {
  const context = page.context();
  await context.clearCookies();
  const known = signedIn.get(address() + login);
  if (known) await context.addCookies(known);
  await page.goto(`${address()}/sign-in`);
  if (!known) {
    await page.getByLabel("账号", { exact: true }).fill(login);
    await page.getByLabel("密码", { exact: true }).fill(password);
    await page.getByRole("button", { name: "登录", exact: true }).last().click();
  }
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);
  signedIn.set(address() + login, await context.cookies());
}

/** The same without looking in on that page, for whoever goes on to another or only asks. */
export async function become(page: Page, login: string): Promise<void> {
  const known = signedIn.get(address() + login);
  if (!known || !page.url().startsWith(address())) return signIn(page, login);
  await page.context().clearCookies();
  await page.context().addCookies(known);
}

/** What the page's own session asks of the service. */
export async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(async ([how, where, what]) => {
    const session = (await (await fetch("/api/v1/session")).json()) as { csrf: string };
    const response = await fetch(`/api/v1${where}`, {
      method: how as string,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf, "Idempotency-Key": crypto.randomUUID() },
      ...(what === undefined ? {} : { body: JSON.stringify(what) }),
    });
    return { status: response.status, body: response.status === 204 ? null : ((await response.json()) as unknown) };
  }, [method, path, body] as const);
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body as T;
}

export interface OpenStep { step: string; kind: string; unit: string }

/** What the service says is open in a case, as the one who is signed in sees it. */
export async function openSteps(page: Page, id: string): Promise<OpenStep[]> {
  const answer = await page.evaluate(async (wanted) => (await fetch(`/api/v1/cases/${wanted}`)).json(), id);
  return (answer as { open_steps: OpenStep[] }).open_steps;
}

export async function enterAccount(page: Page): Promise<void> {
  // A person's record may hold no name.
  const holder = page.getByLabel("户名", { exact: true });
  if ((await holder.inputValue()) === "") await holder.fill("样例收款人");
  await page.getByLabel("开户银行").fill("样例银行");
  await page.getByLabel("账号", { exact: true }).fill("6222000011112222");
  await page.getByRole("button", { name: "保存账户" }).click();
  await expect(page.getByText("****2222").first()).toBeVisible();
}

/** Uploads a small document; each name makes another content. */
export async function attach(page: Page, name = "证书.pdf"): Promise<void> {
  const text = `%PDF-1.4\n% ${name}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(text) });
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
}

export interface Entered { reason?: string; minutes?: string; consent?: boolean }

/** Presses an action of the case's page and fills in what its dialog asks for. */
export async function prepare(page: Page, action: string | RegExp, entered: Entered): Promise<void> {
  const panel = page.locator("section.case-actions");
  await panel.getByRole("button", { name: action }).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  if (entered.minutes) await dialog.getByLabel("会议纪要（批文）编号").fill(entered.minutes);
  if (entered.consent) await dialog.getByRole("checkbox").check();
  if (entered.reason) await dialog.locator("textarea").fill(entered.reason);
}

export async function confirm(page: Page): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: /^确\s?定$/ }).click();
}

/** Does an action of the case's page, to its end. */
export async function act(page: Page, action: string | RegExp, entered: Entered = {}): Promise<void> {
  await prepare(page, action, entered);
  await confirm(page);
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Pictures are for people to look at, and half of a journey's time: kept where they are asked for. */
const keepsPictures = process.env.ENACT_PICTURES === "1";

export async function keep(page: Page, path: string): Promise<void> {
  if (keepsPictures) await page.screenshot({ path, fullPage: true });
}

/** Holds the page to a hand's width; keeps pictures of it, on a desk and in a hand. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  const desk = page.viewportSize();
  await keep(page, info.outputPath(`${name}.png`));
  await page.setViewportSize({ width: 390, height: 844 });
  await keep(page, info.outputPath(`${name}-390.png`));
  // Charts take a moment to fit.
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(sideways, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  if (desk) await page.setViewportSize(desk);
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
  // Sessions do not outlive days without use.
  signedIn.clear();
}
