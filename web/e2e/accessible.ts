// Holds what a page shows against WCAG 2.2 AA, as far as a machine can tell.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import type axe from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
// The checker itself, run in the page: the usual wrapper opens another page each time, to gather what frames say, of
// which the portal has none, and that took longer than the checking.
const checker = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Serious and critical faults fail the test, which goes on all the same; `where` names the page, `without` a part
 * that is not looked at. */
export async function expectAccessible(page: Page, where: string, without?: string) {
  expect(page.frames(), `${where} has no frames`).toHaveLength(1);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(checker);
  const violations = await page.evaluate(async ([values, exclude]) => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    const options: axe.RunOptions = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
    return (await run(exclude ? { exclude } : document, options)).violations;
  }, [tags, without] as const);
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect.soft(serious.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`), where).toEqual([]);
}
