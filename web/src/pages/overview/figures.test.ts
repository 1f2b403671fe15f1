import { describe, expect, it } from "vitest";
import type { ArticleFigures, ProvisionFigures } from "../../api/types";
import { carriers, casesOf, sumOfArticle } from "./figures";

const provision = (part: Partial<ProvisionFigures>): ProvisionFigures => ({
  id: "1a", title: { zh: "奖励", en: "award" }, decided: true, applied_for: true, leads: [], opened: 0, ended: 0, running: 0, overdue: 0,
  running_most_fen: 0, unbounded: 0, committed_fen: 0, paid_cases: 0, paid_fen: 0, paid_before_fen: 0, ...part,
});
const article = (part: Partial<ArticleFigures>): ArticleFigures => ({ article: "1", heading: "", provisions: [], registers: [], calls: [], ...part });

describe("the overview's figures", () => {
  it("adds up the provisions of an article", () => {
    const made = sumOfArticle(article({ provisions: [provision({ opened: 2, paid_fen: 10 }), provision({ opened: 3, paid_fen: 5, overdue: 1 })] }));
    expect(made).toMatchObject({ opened: 5, paid_fen: 15, overdue: 1, running: 0 });
  });
  it("says what carries an article out", () => {
    expect(carriers(article({}))).toEqual(["declared"]);
    expect(carriers(article({ provisions: [provision({}), provision({ applied_for: false })] }))).toEqual(["cases", "decided"]);
    expect(carriers(article({ provisions: [provision({ decided: false, applied_for: false })], registers: [{ id: "r", title: { zh: "册", en: "r" }, total: 0, counts: [] }] }))).toEqual(["registers"]);
  });
  it("leads to the cases of a provision", () => {
    expect(casesOf("town", "1a")).toBe("/cases?package=town&provision=1a&ended=false");
    expect(casesOf("town", "1a", 2026)).toBe("/cases?package=town&provision=1a&ended=true&year=2026");
  });
});
