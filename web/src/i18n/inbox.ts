// What the portal says of what waits for whom, and of steps over several cases at once.
import type { Messages } from "./message";

export const inboxMessages = {
  "batchStep.chosen": { zh: "已选 {count} 件", en: "{count} chosen" },
  "batchStep.tooMany": { zh: "已选 {count} 件，一次最多办理 {most} 件", en: "{count} chosen; at most {most} at a time" },
  "batchStep.choose": { zh: "选择 {reference}", en: "Choose {reference}" },
  "batchStep.open": { zh: "批量办理", en: "Handle together" },
  "batchStep.none": { zh: "取消选择", en: "Choose none" },
  "batchStep.title": { zh: "批量办理 {count} 件", en: "Handle {count} cases together" },
  "batchStep.which": { zh: "对以上各件", en: "For each of these" },
  "batchStep.confirm": { zh: "逐件办理 {count} 件", en: "Do it for {count} cases" },
  "batchStep.again": { zh: "再办未办成的 {count} 件", en: "Try the {count} that were not done" },
  "batchStep.running": { zh: "正在办理，已完成 {done}/{count}", en: "{done} of {count} done" },
  "batchStep.finished": { zh: "{count} 件中已办成 {done} 件", en: "{done} of {count} done" },
  "batchStep.outcome": { zh: "结果", en: "Outcome" },
  "batchStep.done": { zh: "已办理", en: "done" },
  "batchStep.unclear": { zh: "没有得到明确答复，可以再办一次，不会办两遍", en: "No clear answer came. Try again: nothing is done twice" },
  "batchStep.close": { zh: "关闭", en: "Close" },
  "batchStep.nothing": { zh: "所选各件没有相同的可办事项。金额需裁量、需选指标或应由他人办理的，请逐件办理。", en: "These cases have no step in common that you may take. Where an amount or an appropriation is chosen, or another person is to act, handle them one by one." },

  "inbox.all": { zh: "待办", en: "To do" },
  "inbox.dueSoon": { zh: "三日内到期", en: "Due in three days" },
  "inbox.overdue": { zh: "已逾期", en: "Overdue" },
  "inbox.none": { zh: "没有待办事项", en: "Nothing to do" },
  "inbox.todo": { zh: "要办的事", en: "To do" },

  "overdue.none": { zh: "没有逾期的步骤。", en: "Nothing is overdue." },
  "overdue.whose": { zh: "承办", en: "Held by" },
  "overdue.told": { zh: "已于 {day} 报{unit}", en: "{unit} told on {day}" },
  "overdue.willTell": { zh: "将报{unit}", en: "{unit} will be told" },
  "overdue.escalated": { zh: "督办", en: "Escalation" },
  "overdue.tacit": { zh: "逾期视为“{outcome}”", en: "after that it counts as “{outcome}”" },
} as const satisfies Messages;
