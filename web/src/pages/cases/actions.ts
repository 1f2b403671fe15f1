// What is offered on a case, told apart, and what is sent when it is done; and which of it several cases share.
import type { Case, CaseAction } from "../../api/types";
import { parseYuan } from "../../app/format";

export interface Entered { reason?: string; amount?: string; minutes?: string; line?: string; consent?: boolean }

export const keyOf = (action: CaseAction) => [action.kind, action.step, action.outcome, action.objection, action.upheld, action.unit].join("|");

/** The body of POST /cases/{case}/actions. */
export const bodyOf = (item: Case, action: CaseAction, entered: Entered) => ({
  kind: action.kind, step: action.step, outcome: action.outcome, objection: action.objection, upheld: action.upheld,
  unit: action.unit, reason: entered.reason?.trim() ?? "", version: item.version,
  ...(entered.amount ? { amount_fen: parseYuan(entered.amount) } : {}),
  ...(entered.minutes ? { minutes: entered.minutes.trim() } : {}),
  ...(entered.line ? { line: JSON.parse(entered.line) as object } : {}),
  ...(action.needs.includes("consent") ? { consent: entered.consent === true } : {}),
});

/** Steps that can be done to each of the cases in the same words: an amount or an appropriation is chosen case by case. */
export function shared(cases: Case[]): CaseAction[] {
  const [first, ...rest] = cases;
  if (!first) return [];
  const alike = (action: CaseAction) =>
    !action.blocked && (action.kind === "take" || action.kind === "publish_notice") && action.needs.every((need) => need === "minutes");
  return first.actions.filter((action) => alike(action)
    && rest.every((item) => item.actions.some((other) => alike(other) && keyOf(other) === keyOf(action))));
}
