// What the portal says of registers beside their lists: plans, coverage, entries that refer to one, notes on the
// document, what is raised from a page.
import type { Messages } from "./message";

export const institutionMessages = {
  "registers.plan": { zh: "计划图", en: "Plan" },
  "registers.planUndated": { zh: "未填计划日期", en: "Without planned days" },
  "registers.planBar": { zh: "{from} 至 {to}", en: "{from} to {to}" },
  "registers.planDone": { zh: "{day} 完成", en: "done on {day}" },
  "registers.planToday": { zh: "今天", en: "Today" },
  "registers.planMost": { zh: "只显示最先开始的 {count} 项", en: "The first {count} to begin are shown" },
  "registers.coverage": { zh: "覆盖情况", en: "Coverage" },
  "registers.covered": { zh: "{total} 个{what}中已覆盖 {covered} 个", en: "{what}: {covered} of {total} are covered" },
  "registers.notCovered": { zh: "尚未覆盖", en: "Not covered" },
  "registers.overdueOnly": { zh: "只看逾期（{count}）", en: "Overdue only ({count})" },
  "registers.term": { zh: "当前期限", en: "Due" },
  "registers.referredTotal": { zh: "共 {count} 项", en: "{count} in all" },
  "registers.notes": { zh: "解释和问答", en: "Interpretations, questions and answers" },
  "registers.noteOfSentence": { zh: "针对本句", en: "On this sentence" },
  "registers.askHere": { zh: "就此句登记：{register}", en: "On this sentence, enter: {register}" },
  "registers.raise": { zh: "提请：{register}", en: "Raise: {register}" },
  "registers.handIn": { zh: "提出", en: "Raise" },
  "registers.weightsEntered": { zh: "按年制定权重", en: "Weights entered year by year" },
} as const satisfies Messages;
