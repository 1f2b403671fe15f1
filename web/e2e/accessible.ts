// Holds what a page shows against WCAG 2.2 AA, as far as a machine can tell.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Serious and critical faults fail the test, which goes on all the same; `where` names the page, `without` a part
 * that is not looked at. */
export async function expectAccessible(page: Page, where: string, without?: string) {
  const builder = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]);
  const found = await (without ? builder.exclude(without) : builder).analyze();
  const serious = found.violations.filter((violation) => violation.impact === "serious" || violation.impact === "critical");
  expect.soft(serious.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`), where).toEqual([]);
}
