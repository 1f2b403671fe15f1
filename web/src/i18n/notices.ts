// What the portal says of what anybody may see: notices, objections, the status of a case.
import type { Messages } from "./message";

export const noticesMessages = {
  "notices.title": { zh: "公示", en: "Public notice" },
  "notices.open": { zh: "公示中", en: "Open" },
  "notices.closed": { zh: "全部", en: "All" },
  "notices.none": { zh: "目前没有公示", en: "No notices at present" },
  "notices.intro": { zh: "以下事项拟予兑现，公示期内任何单位和个人均可提出异议。", en: "These are about to be granted. Until the term ends anybody may object." },
  "notices.noneNext": { zh: "进入公示的事项会列在这里；已结束的见“全部”。", en: "Cases under public notice are listed here; see All for those that ended." },
  "notices.span": { zh: "{from} 至 {to}", en: "{from} to {to}" },
  "notices.term": { zh: "公示期", en: "Term" },
  "notices.view": { zh: "查看", en: "View" },
  "notices.over": { zh: "公示已于 {closes} 结束", en: "The notice closed on {closes}" },
  "notices.object": { zh: "提出异议", en: "Object" },
  "notices.objectHow": { zh: "请写明理由和联系方式。姓名和联系方式只供核查，不会公开。", en: "Give your reason and how to reach you. Name and contact are for the inquiry only." },
  "notices.name": { zh: "姓名或单位", en: "Name" },
  "notices.contact": { zh: "联系方式", en: "Contact" },
  "notices.reason": { zh: "异议理由", en: "Reason" },
  "notices.send": { zh: "提交异议", en: "Send" },
  "notices.received": { zh: "异议已收到", en: "Your objection was received" },
  "notices.receivedNext": { zh: "事项编号 {reference}，受理单位核查后答复。", en: "Reference {reference}; the unit will answer after inquiry." },

  "objection.title": { zh: "异议", en: "Objections" },
  "objection.waiting": { zh: "待答复", en: "waiting" },
  "objection.upheld": { zh: "异议成立", en: "upheld" },
  "objection.dismissed": { zh: "异议不成立", en: "dismissed" },
  "objection.answer": { zh: "答复：", en: "Answer:" },
  "objection.someone": { zh: "异议人", en: "Objector" },

  "status.reference": { zh: "事项编号", en: "Reference number" },
  "status.find": { zh: "查询", en: "Find" },
  "status.help": { zh: "编号在事项页面的标题旁，例如 2026-000042-7F3A9C。无需登录。", en: "The number stands beside the title of your case, e.g. 2026-000042-7F3A9C. No sign-in needed." },
  "status.since": { zh: "更新时间", en: "Updated" },
} as const satisfies Messages;
