// What the portal says of the pages of an enterprise and of what it is told.
import type { Messages } from "./message";

export const enterpriseMessages = {
  "enterprise.none": { zh: "账号没有关联企业", en: "No enterprise is linked to this account" },
  "enterprise.part": { zh: "要看的内容", en: "What to see" },
  "enterprise.choose": { zh: "选择企业", en: "Choose an enterprise" },
  "enterprise.due": { zh: "应享政策", en: "What is due" },
  "enterprise.cases": { zh: "我的事项", en: "Cases" },
  "enterprise.noCases": { zh: "还没有事项；在“应享政策”中可以发起", en: "No cases yet; start one under what is due" },
  "enterprise.payments": { zh: "已收款项", en: "Payments" },
  "enterprise.noPayments": { zh: "还没有收到款项", en: "No payments yet" },
  "enterprise.paidOn": { zh: "支付日期", en: "Paid on" },
  "enterprise.record": { zh: "企业档案", en: "Record" },
  "enterprise.unreadable": { zh: "有 {count} 条档案信息无法读取，暂按未知处理", en: "{count} facts cannot be read and count as unknown" },
  "enterprise.lastCase": { zh: "查看上一次办理", en: "See the last case" },
  "enterprise.openCase": { zh: "查看事项", en: "See the case" },
  "enterprise.confirm": { zh: "免申即享：确认领取", en: "Confirm, no application needed" },
  "enterprise.confirmable": { zh: "数据已核验", en: "facts attested" },
  "enterprise.apply": { zh: "申请", en: "Apply" },

  "told.bell": { zh: "消息，{count} 条未读", en: "Notifications, {count} unread" },
  "told.none": { zh: "还没有消息", en: "Nothing yet" },
  "told.open": { zh: "查看办件", en: "Open case" },
  "told.contact": { zh: "站外通知", en: "Told outside the portal" },
  "told.contactWhy": { zh: "需要补正、决定、公示、支付和逾期时，发到您的邮箱或手机；不填则只在本站提醒。", en: "Corrections, decisions, notices, payments and what is overdue are sent there; leave it empty to be told here only." },
  "told.notSent": { zh: "本服务尚未配置邮件或短信，填写后待开通时生效。", en: "This service sends no mail or messages yet; what you enter takes effect once it does." },
  "told.mail": { zh: "邮箱", en: "E-mail" },
  "told.phone": { zh: "手机号码", en: "Mobile number" },
  "told.save": { zh: "保存", en: "Save" },
  "told.saved": { zh: "已保存", en: "Saved" },
} as const satisfies Messages;
