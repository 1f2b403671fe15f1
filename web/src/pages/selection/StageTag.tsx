// Where a call stands, as a tag.
import { Tag } from "antd";
import { useLanguage } from "../../i18n/language";

const titles: Record<string, { zh: string; en: string; colour: string }> = {
  open: { zh: "申报中", en: "open for bids", colour: "processing" },
  closed: { zh: "申报截止", en: "bids closed", colour: "default" },
  scoring: { zh: "评审中", en: "being judged", colour: "processing" },
  scored: { zh: "评分结束", en: "scored", colour: "default" },
  minuted: { zh: "待公示", en: "to be published", colour: "default" },
  published: { zh: "公示中", en: "published", colour: "processing" },
  settled: { zh: "结果已定", en: "settled", colour: "success" },
  cancelled: { zh: "已终止", en: "cancelled", colour: "error" },
};

export function StageTag({ stage }: { stage: string }) {
  const { text } = useLanguage();
  const title = titles[stage];
  return <Tag color={title?.colour ?? "default"}>{title ? text(title) : stage}</Tag>;
}
