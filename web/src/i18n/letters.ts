// What the portal says of letters and the seals on them.
import type { Messages } from "./message";

export const lettersMessages = {
  "letters.stamped": { zh: "（盖章件）", en: "(stamped)" },
  "letters.unstamped": { zh: "原件", en: "as issued" },
  "letters.stamp": { zh: "上传盖章件", en: "Upload the stamped copy" },
  "letters.stampAgain": { zh: "更换盖章件", en: "Replace the stamped copy" },
  "letters.title": { zh: "文书", en: "Letters" },
  "letters.issue": { zh: "出具{title}", en: "Issue: {title}" },
  "letters.sure": { zh: "以{unit}名义出具{title}？出具后编号并归档，不能更改。", en: "Issue {title} for {unit}? It is numbered and kept, and cannot be changed." },

  "seals.title": { zh: "单位印章", en: "Seals of units" },
  "seals.how": { zh: "上传透明底的 PNG（每边不超过 2000 像素），出具需盖章的文书时套印在落款处；重新上传后，以后出具的文书用新的。", en: "Upload a PNG with a transparent ground, at most 2000 pixels a side: it is set over the signature of letters that want one. A later upload counts for letters issued after it." },
  "seals.unit": { zh: "单位", en: "Unit" },
  "seals.since": { zh: "上传时间", en: "Uploaded" },
  "seals.none": { zh: "未上传", en: "none" },
  "seals.upload": { zh: "上传", en: "Upload" },
  "seals.uploadFor": { zh: "上传{unit}的印章", en: "Upload the seal of {unit}" },
} as const satisfies Messages;
