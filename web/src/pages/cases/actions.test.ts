import { describe, expect, it } from "vitest";
import type { Case, CaseAction } from "../../api/types";
import { bodyOf, shared } from "./actions";

const action = (more: Partial<CaseAction>): CaseAction => ({
  kind: "take", step: "受理", outcome: "accept", objection: "", upheld: false, unit: "局", title: { zh: "受理", en: "Accept" },
  needs: [], reason_required: false, blocked: null, ...more,
} as CaseAction);
const item = (actions: CaseAction[]) => ({ id: "c", version: 3, actions } as unknown as Case);

describe("what several cases share", () => {
  it("is what each of them offers to the same unit", () => {
    const both = shared([item([action({}), action({ outcome: "reject" })]), item([action({})])]);
    expect(both.map((one) => one.outcome)).toEqual(["accept"]);
    expect(shared([item([action({})]), item([action({ unit: "另一局" })])])).toEqual([]);
    expect(shared([])).toEqual([]);
  });
  it("leaves out what is blocked, and what is chosen case by case", () => {
    const blocked = action({ blocked: { zh: "须由他人办理", en: "by another person" } });
    expect(shared([item([blocked]), item([action({})])])).toEqual([]);
    expect(shared([item([action({})]), item([blocked])])).toEqual([]);
    expect(shared([item([action({ needs: ["amount"] }), action({ kind: "withdraw" })])])).toEqual([]);
    expect(shared([item([action({ needs: ["minutes"] })])])).toHaveLength(1);
  });
});

describe("what is sent", () => {
  it("names the state of the case that was looked at", () => {
    expect(bodyOf(item([]), action({}), { reason: " 符合 ", minutes: " 1号 " })).toMatchObject({ version: 3, reason: "符合", minutes: "1号", step: "受理" });
  });
});
