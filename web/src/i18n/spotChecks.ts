// What the portal says of spot checks.
import type { Messages } from "./message";

export const spotCheckMessages = {
  "nav.spotChecks": { zh: "随机抽查", en: "Spot checks" },
  "spot.title": { zh: "已支付办件随机抽查", en: "Spot checks of paid cases" },
  "spot.intro": { zh: "随机抽取办件、随机分派检查人员：发起时封存种子的摘要和全部备选名单，抽取时公布种子，任何人都可以重新计算核对。", en: "Cases and inspectors are drawn at random: the digest of the seed and everything that is drawn from are recorded first, the seed is published with the draw, and anybody can draw again." },
  "spot.open": { zh: "发起抽查", en: "Open a check" },
  "spot.none": { zh: "还没有抽查", en: "There is no check yet" },
  "spot.number": { zh: "抽查 {n}", en: "Check {n}" },
  "spot.policy": { zh: "政策和付款单位", en: "Policy and paying unit" },
  "spot.period": { zh: "支付日期（期间须已结束）", en: "Days of payment (over by now)" },
  "spot.about": { zh: "{from} 至 {to} 支付的 {all} 件中抽取 {wanted} 件（比例 {share}）", en: "{wanted} of {all} cases paid from {from} to {to} (share {share})" },
  "spot.commitment": { zh: "种子摘要（SHA-256）", en: "Digest of the seed (SHA-256)" },
  "spot.seed": { zh: "种子", en: "Seed" },
  "spot.draw": { zh: "抽取并公布种子", en: "Draw and publish the seed" },
  "spot.waiting": { zh: "尚未抽取；备选 {all} 件已封存", en: "Not drawn yet; {all} cases are recorded to be drawn from" },
  "spot.inspector": { zh: "检查人员", en: "Inspector" },
  "spot.result": { zh: "结果", en: "Result" },
  "spot.result.": { zh: "待检查", en: "Not inspected yet" },
  "spot.result.ok": { zh: "未发现问题", en: "Nothing found" },
  "spot.result.remark": { zh: "有意见", en: "With remarks" },
  "spot.result.claw_back": { zh: "建议追回", en: "Claw-back proposed" },
  "spot.record": { zh: "登记结果", en: "Record the result" },
  "spot.remark": { zh: "发现的问题", en: "What was found" },
  "spot.verify": { zh: "核对抽取", en: "Check the draw" },
  "spot.right": { zh: "种子与封存的摘要一致，抽中的是按种子排在最前的办件。", en: "The seed fits the digest, and what was drawn are the first cases by it." },
  "spot.wrong": { zh: "核对不一致", en: "It does not fit" },
} as const satisfies Messages;
