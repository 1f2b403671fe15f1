// What the portal says of the event log.
import type { Messages } from "./message";

export const auditMessages = {
  "audit.narrowed": { zh: "只看 {stream}", en: "Only {stream}" },
  "audit.only": { zh: "只看它", en: "Only this" },
  "audit.verify": { zh: "核验日志与账目", en: "Verify log and ledger" },
  "audit.ok": { zh: "核验通过：日志连续未改动，各表与日志一致，账目平衡", en: "Verified: the log is whole, tables agree with it, the ledger balances" },
  "audit.bad": { zh: "核验发现问题", en: "Faults were found" },
  "audit.replay": { zh: "重算认定", en: "Replay determinations" },
  "audit.replayed": { zh: "重算 {identical} 次认定，结果逐字节一致", en: "{identical} determinations replayed: identical, byte for byte" },
  "audit.replayedBad": { zh: "重算认定：一致 {identical}，不一致 {different}，无法重算 {impossible}；原记录未改动", en: "Determinations replayed: {identical} identical, {different} different, {impossible} impossible; the records are left as they are" },
  "audit.engines": { zh: "当时为语义第 {then} 版，现为第 {now} 版", en: "then version {then} of the language, now version {now}" },
  "audit.head": { zh: "已签名的日志头", en: "Signed head of the log" },
  "audit.headSays": { zh: "含 {size} 条事件，签于 {at}；树根", en: "over {size} events, signed at {at}; root" },
  "audit.headKeep": { zh: "请保存在本系统之外；日后用 enact audit verify --head 可证明这些事件未被改动、删除或插入。", en: "Keep it outside this system: later, enact audit verify --head proves that none of these events was altered, deleted or inserted." },
  "audit.headSave": { zh: "下载日志头", en: "Download the head" },
  "audit.none": { zh: "没有事件", en: "No events" },
  "audit.at": { zh: "时间", en: "When" },
  "audit.who": { zh: "何人", en: "Who" },
  "audit.what": { zh: "何事", en: "What" },
  "audit.streamName": { zh: "对象", en: "Stream" },
  "audit.hash": { zh: "摘要", en: "Hash" },
  "audit.first": { zh: "回到开头", en: "From the start" },
  "audit.next": { zh: "之后的", en: "Later" },
} as const satisfies Messages;
