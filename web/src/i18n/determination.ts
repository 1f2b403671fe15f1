// What the portal says of what is due and why.
import type { Messages } from "./message";

export const determinationMessages = {
  "amount.between": { zh: "{min} 至 {max}", en: "{min} to {max}" },
  "amount.upTo": { zh: "最高 {max}", en: "up to {max}" },
  "amount.undecided": { zh: "待定", en: "to be decided" },
  "amount.estimate": { zh: "估算", en: "estimate" },
  "amount.payableNow": { zh: "可先行兑付 {amount} 元", en: "payable now: {amount} CNY" },
  "amount.unit": { zh: "元", en: "CNY" },

  "due.overdue": { zh: "已逾期", en: "overdue" },
  "due.provisional": { zh: "暂定", en: "provisional" },
  "due.provisionalWhy": { zh: "所涉年度的放假安排尚未公布", en: "the calendar of that year is not announced yet" },
  "due.due": { zh: "可享受", en: "Due" },
  "due.not_due": { zh: "不符合", en: "Not due" },
  "due.unknown": { zh: "尚不能判定", en: "Not known yet" },
  "due.certain": { zh: "确定可得", en: "Certain" },
  "due.noneYet": { zh: "尚无（待核实）", en: "nothing yet (to be verified)" },
  "due.max": { zh: "最高可达", en: "At most" },
  "due.noBound": { zh: "尚无上限可算（有名单或数据未填）", en: "no bound is known (lists or figures are missing)" },
  "due.betterSet": { zh: "从优，{title}（按已知情况）：", en: "The better set is paid, {title} (by what is known):" },
  "due.chosenSet": { zh: "（择优）", en: "(chosen)" },
  "due.more": { zh: "另有 {count} 项未列出", en: "{count} more not shown" },

  "ranking.title": { zh: "{provision} 排名", en: "Ranking of {provision}" },
  "ranking.place": { zh: "名次", en: "Place" },
  "ranking.noPlace": { zh: "缺数据，未排名", en: "not ranked, a figure is missing" },
  "ranking.who": { zh: "主体", en: "Who" },

  "why.openAll": { zh: "全部展开", en: "Open all" },
  "why.closeAll": { zh: "全部收起", en: "Close all" },
  "why.missing": { zh: "还缺", en: "Missing" },
  "why.change": { zh: "要符合，最接近的情形", en: "It would be due with" },
  "why.assumption": { zh: "假定", en: "Assumed" },
  "why.step": { zh: "计算", en: "Computed" },
  "why.decision": { zh: "决定", en: "Decision" },
  "why.notKept": { zh: "提交后才固定判定依据。", en: "The basis is pinned when the case is submitted." },
  "why.differs": { zh: "申请人填报的与此不同：{value}", en: "declared otherwise: {value}" },

  "verdict.met": { zh: "符合", en: "Met" },
  "verdict.not_met": { zh: "不符合", en: "Not met" },
  "verdict.unknown": { zh: "未知", en: "Unknown" },
  "verdict.not_reached": { zh: "未涉及", en: "Not reached" },
} as const satisfies Messages;
