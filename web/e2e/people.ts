// Signing in as the people of a case, and what they do on its page.
import { expect, type APIResponse, type BrowserContext, type Page, type TestInfo } from "@playwright/test";

export const password = "training-2026";

// A freshly started worker has the service's address in its environment, not in the configuration.
export const address = () => process.env.ENACT_URL ?? "";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
// Whoever has signed in stays so, as people do; another page of the same person takes the session up again.
const signedIn = new Map<string, Cookies>();

/** Journeys are quicker than people are: who is told to wait waits. */
async function patiently(page: Page, asked: () => Promise<APIResponse>): Promise<APIResponse> {
  let answer = await asked();
  for (let again = 0; answer.status() === 429 && again < 20; ++again) {
    await page.waitForTimeout(500);
    answer = await asked();
  }
  return answer;
}

/** From here on the page asks the service as that person; what it shows stays until it goes somewhere. The form where
 *  one signs in is looked at by pages.spec.ts and accounts.spec.ts, not each time that somebody takes over. */
export async function signIn(page: Page, login: string): Promise<void> {
  const context = page.context();
  await context.clearCookies();
  const known = signedIn.get(address() + login);
  if (known) {
    await context.addCookies(known);
    // Unless somebody has signed out meanwhile: then there is no content.
    if ((await patiently(page, () => page.request.get(`${address()}/api/v1/session`))).status() === 200) return;
    await context.clearCookies();
  }
  const answer = await patiently(page, () => page.request.post(`${address()}/api/v1/session`, { data: { login, password } }));
  expect(answer.status(), `${login} signs in`).toBe(200);
  signedIn.set(address() + login, await context.cookies());
}

/** The same, and the page shows where that person starts. */
export async function start(page: Page, login: string): Promise<void> {
  await signIn(page, login);
  await page.goto(`${address()}/sign-in`);
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** What the page's own session asks of the service. */
export async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const api = `${address()}/api/v1`;
  const session = method === "GET" ? null : ((await (await patiently(page, () => page.request.get(`${api}/session`))).json()) as { csrf: string });
  const headers: Record<string, string> = session ? { "X-CSRF-Token": session.csrf, "Idempotency-Key": crypto.randomUUID() } : {};
  const answer = await patiently(page, () => page.request.fetch(api + path, { method, headers, ...(body === undefined ? {} : { data: body }) }));
  const text = await answer.text();
  expect(answer.status(), `${method} ${path}: ${text}`).toBeLessThan(300);
  return (text ? JSON.parse(text) : null) as T;
}

export interface OpenStep { step: string; kind: string; unit: string }

/** What the service says is open in a case, as the one who is signed in sees it. */
export async function openSteps(page: Page, id: string): Promise<OpenStep[]> {
  return (await ask<{ open_steps: OpenStep[] }>(page, "GET", `/cases/${id}`)).open_steps;
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

/** Looks at the page in English, as it stands, and goes back. */
export async function inEnglish(page: Page, look: () => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: "English", exact: true }).click();
  await look();
  await page.getByRole("button", { name: "中文", exact: true }).click();
}

/** Lets days pass in the training space. */
export async function passDays(page: Page, days: number): Promise<void> {
  await signIn(page, "管理员");
  await ask(page, "POST", "/training/clock", { days });
  // Sessions do not outlive days without use.
  signedIn.clear();
}
