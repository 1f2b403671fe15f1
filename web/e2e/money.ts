// Cases taken to the money by their units, by their sessions' requests: the pages of it are journey.spec.ts's.
import { expect, type Page } from "@playwright/test";
import { ask, passDays, signIn } from "./people";

interface Action { kind: string; step: string; outcome: string; unit: string; needs: string[]; reason_required: boolean; blocked: unknown }
export interface Case {
  id: string; reference: string; package: string; provision: string; state: string; ended: boolean;
  amount_min_fen: number | null; amount_max_fen: number | null;
  open_steps: { step: string; kind: string; unit: string; role: string }[];
  actions: Action[];
}
interface Batch { id: string; lines: { line: number }[] }

const suffix: Record<string, string> = { handler: "经办", reviewer: "经办", approver: "审批", finance_reviewer: "财政审核" };
export const getCase = (page: Page, id: string) => ask<Case>(page, "GET", `/cases/${id}`);

/** Takes the way forward at every open step of the cases, until nothing but payment is left or a term has to run. */
async function forward(page: Page, cases: string[]): Promise<boolean> {
  await signIn(page, "审计");
  const byPerson = new Map<string, string[]>();
  for (const id of cases) {
    for (const step of (await getCase(page, id)).open_steps) {
      const role = suffix[step.role];
      if (step.unit === "" || role === undefined) continue;
      const login = `${step.unit}-${role}`;
      byPerson.set(login, [...(byPerson.get(login) ?? []), id]);
    }
  }
  let moved = false;
  for (const [login, own] of byPerson) {
    await signIn(page, login);
    for (const id of new Set(own)) {
      const now = await getCase(page, id);
      const action = now.actions.find((one) => (one.kind === "take" || one.kind === "publish_notice") && !one.blocked);
      if (!action) continue;
      moved = true;
      const needs = new Set(action.needs);
      await ask(page, "POST", `/cases/${id}/actions`, {
        kind: action.kind, step: action.step, unit: action.unit,
        ...(action.outcome ? { outcome: action.outcome } : {}),
        reason: "符合条件",
        ...(needs.has("amount") ? { amount_fen: now.amount_max_fen ?? now.amount_min_fen } : {}),
        ...(needs.has("minutes") ? { minutes: "样例纪要〔2026〕9号" } : {}),
        ...(needs.has("line") ? { line: { package: now.package, year: new Date(await today(page)).getFullYear(), unit: action.unit } } : {}),
      });
    }
  }
  return moved;
}

const today = async (page: Page) => (await ask<{ today: string }>(page, "GET", "/space")).today;

/** Does whatever is open for the units, letting terms run, until the treasury has paid the cases in one batch. */
export async function settleAndPay(page: Page, cases: string[]): Promise<void> {
  for (let round = 0; round < 40; ++round) {
    if (await forward(page, cases)) continue;
    await signIn(page, "审计");
    const waiting = (await Promise.all(cases.map((id) => getCase(page, id)))).flatMap((one) => one.open_steps);
    if (waiting.every((step) => step.kind === "pay")) break;
    await passDays(page, 8);
  }
  await signIn(page, "审计");
  const payers = new Set((await Promise.all(cases.map((id) => getCase(page, id)))).flatMap((one) => one.open_steps).map((step) => step.unit));
  expect(payers.size).toBe(1);
  const [payer] = [...payers];
  await signIn(page, `${payer}-支付经办`);
  const batch = await ask<Batch>(page, "POST", "/batches", { cases });
  await signIn(page, `${payer}-支付复核`);
  await ask(page, "POST", `/batches/${batch.id}/release`, {});
  await signIn(page, `${payer}-支付经办`);
  await ask(page, "POST", `/batches/${batch.id}/results`, { results: batch.lines.map((one) => ({ line: one.line, result: "paid", bank_ref: `W${one.line}` })) });
}
