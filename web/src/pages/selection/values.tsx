// The values of a bid as its register has them, without a form: names and values.
import { Descriptions } from "antd";
import { useLanguage } from "../../i18n/language";

export function BidValues({ values }: { values: string | null }) {
  const { t, list } = useLanguage();
  const shown = (value: unknown): string => {
    if (Array.isArray(value)) return list(value.map(shown));
    if (value !== null && typeof value === "object") return list(Object.entries(value).map(([name, one]) => `${name} ${shown(one)}`));
    return value === true ? t("check.yes") : value === false ? t("check.no") : String(value ?? "");
  };
  if (values === null) return <span className="muted">{t("calls.blind")}</span>;
  const entries = Object.entries(JSON.parse(values) as Record<string, unknown>);
  return (
    <Descriptions size="small" column={{ xs: 1, md: 2 }} items={entries.map(([name, value]) => ({ key: name, label: name, children: shown(value) }))} />
  );
}
