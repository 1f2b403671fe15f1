import { describe, expect, it } from "vitest";
import type { Case, OpenStep } from "../../api/types";
import { standing } from "./standing";

const step = (kind: string, unit: string, due: string | null = "2026-03-20", more: Partial<OpenStep> = {}) =>
  ({ step: kind, kind, title: { zh: kind, en: kind }, unit, role: "", opened: "2026-03-01", due, provisional: false, overdue: false, late: "", follows: { zh: "", en: "" }, tells: "", escalated: null, ...more }) as OpenStep;
const entry = (kind: string, more: object = {}) => ({ version: 1, kind, at: "2026-03-10T20:00:00Z", actor: "", unit: "", step: "", outcome: "", title: { zh: "", en: "" }, reason: "", amount_fen: null, ...more });
const base = {
  ended: false, state: "running", status: { zh: "办理中", en: "running" }, updated: "2026-03-10T20:00:00Z", amount_fen: 10_000_000, amount_min_fen: null, max_fen: null,
  open_steps: [], timeline: [], payments: [], objections: [], notice: null, actions: [], money_wait: null,
};
const about = (more: object) => standing({ ...base, ...more } as unknown as Case, true);
const keys = (more: object) => {
  const { happened, expected, amount } = about(more);
  return [happened.key, expected?.key ?? "", amount?.key ?? ""];
};

describe("where a case stands", () => {
  it("says that a draft is to be submitted, and until when", () => {
    const draft = about({ open_steps: [step("apply", "", "2026-03-20", { late: "lapse" })] });
    expect(draft.happened.key).toBe("standing.draft");
    expect(draft.expected).toEqual({ key: "standing.submitYouOrLapse", values: { day: "2026-03-20" } });
    expect(keys({ open_steps: [step("apply", "", null)] })[1]).toBe("standing.submitYouAnyTime");
  });

  it("says who returned it, on the day that it was there", () => {
    const returned = about({ open_steps: [step("apply", "")], timeline: [entry("case.step_done"), entry("case.step_done", { unit: "科技局", reason: "看不清" })] });
    expect(returned.happened).toEqual({ key: "standing.returned", values: { units: ["科技局"], day: "2026-03-11" } });
  });

  it("names each unit that has to act once, with the first term, and says who is late", () => {
    const opinions = about({ open_steps: [step("opinions", "工信局", "2026-03-22"), step("opinions", "财政局", "2026-03-21"), step("opinions", "工信局", null)] });
    expect(opinions.expected).toEqual({ key: "standing.unitByYou", values: { units: ["工信局", "财政局"], day: "2026-03-21" } });
    expect(keys({ open_steps: [step("check", "工信局", "2026-03-01", { overdue: true })] })[1]).toBe("standing.unitLate");
    expect(standing({ ...base, open_steps: [step("check", "工信局")] } as unknown as Case, false).expected?.key).toBe("standing.unitBy");
  });

  it("tells a notice that runs from one with an objection", () => {
    const notice = { running: true, closes: "2026-03-18" };
    expect(about({ notice, open_steps: [step("notice", "科技局")] }).happened).toEqual({ key: "standing.notice", values: { closes: "2026-03-18" } });
    expect(about({ notice, objections: [{ answered: true }, { answered: false }], open_steps: [step("notice", "科技局")] }).happened).toEqual({ key: "standing.objected", values: { count: "1" } });
    expect(keys({ notice, objections: [{ answered: true }], open_steps: [step("decide", "科技局")] })[0]).toBe("standing.at");
  });

  it("follows the money: short, at the bank, failed, paid again, paid", () => {
    const pay = { open_steps: [step("pay", "财政局")] };
    const failed = { state: "failed", amount_fen: 10_000_000, reason: "户名不符" };
    expect(keys({ ...pay, money_wait: { rule: "queue" } })[0]).toBe("standing.waitsForMoney");
    const part = { granted_fen: 4_000_000, paid_fen: 0, rest_fen: 6_000_000, lapsed: false };
    expect(about({ ...pay, part, money_wait: { rule: "queue" } }).happened).toEqual({ key: "standing.part", values: { granted: "40,000.00", paid: "0.00", rest: "60,000.00" } });
    expect(keys({ ...pay, part: { ...part, lapsed: true } })[0]).toBe("standing.at");
    expect(keys({ ...pay, payments: [failed] }).slice(0, 2)).toEqual(["standing.unpaid", "standing.checkAccount"]);
    expect(keys({ ...pay, payments: [failed, { state: "issued", amount_fen: 10_000_000, reason: "" }] })[0]).toBe("standing.atBank");
    const paid = about({ ended: true, state: "paid", payments: [failed, { state: "paid", amount_fen: 10_000_000, reason: "" }], timeline: [entry("case.paid")] });
    expect(paid).toEqual({ happened: { key: "standing.paid", values: { amount: "100,000.00", day: "2026-03-11" } }, expected: null, amount: null });
  });

  it("gives the reason of a refusal and the nearest remedy that is open", () => {
    const refused = { ended: true, state: "rejected", timeline: [entry("case.step_done", { unit: "科技局", reason: "证书已过期" })] };
    const appeal = { kind: "take_up", title: { zh: "申诉", en: "Appeal" }, blocked: null };
    expect(about({ ...refused, actions: [appeal] })).toEqual({
      happened: { key: "standing.refused", values: { units: ["科技局"], day: "2026-03-11", reason: "证书已过期" } },
      expected: { key: "standing.appeal", values: { action: appeal.title } }, amount: null,
    });
    expect(keys({ ...refused, actions: [{ ...appeal, blocked: { zh: "期限已过", en: "too late" } }] })[1]).toBe("standing.remedy");
  });

  it("says an amount only where there is one", () => {
    expect(keys({ amount_fen: null })[2]).toBe("");
    expect(keys({ amount_fen: null, max_fen: 30_000_000 })[2]).toBe("standing.amountUpTo");
    expect(keys({ amount_fen: null, amount_min_fen: 100, max_fen: 30_000_000 })[2]).toBe("standing.amountBetween");
  });
});
