// Sums over the overview, and what carries out an article.
import type { ArticleFigures, Overview, ProvisionFigures } from "../../api/types";

export type Summed = Pick<ProvisionFigures, "opened" | "ended" | "running" | "overdue" | "running_most_fen" | "unbounded" | "committed_fen" | "paid_cases" | "paid_fen" | "paid_before_fen">;

const none: Summed = { opened: 0, ended: 0, running: 0, overdue: 0, running_most_fen: 0, unbounded: 0, committed_fen: 0, paid_cases: 0, paid_fen: 0, paid_before_fen: 0 };

export function sum(list: readonly Summed[]): Summed {
  const total = { ...none };
  for (const one of list) for (const key of Object.keys(none) as (keyof Summed)[]) total[key] += one[key];
  return total;
}

export const sumOfArticle = (article: ArticleFigures): Summed => sum(article.provisions);
export const sumOfAll = (made: Overview): Summed => sum(made.articles.map(sumOfArticle));

export type Carrier = "cases" | "decided" | "registers" | "calls" | "declared";

/** How an article is carried out here: what one would look for first comes first. */
export function carriers(article: ArticleFigures): Carrier[] {
  const found: Carrier[] = [];
  if (article.provisions.some((one) => one.applied_for)) found.push("cases");
  if (article.provisions.some((one) => one.decided && !one.applied_for)) found.push("decided");
  if (article.registers.length > 0) found.push("registers");
  if (article.calls.length > 0) found.push("calls");
  return found.length > 0 ? found : ["declared"];
}

/** Where the cases of a provision are listed: those that run, or those that ended in a year. */
export const casesOf = (policy: string, provision: string, ended?: number) =>
  `/cases?${new URLSearchParams({ package: policy, provision, ...(ended === undefined ? { ended: "false" } : { ended: "true", year: String(ended) }) }).toString()}`;
