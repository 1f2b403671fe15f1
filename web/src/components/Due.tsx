// Until when: a day, how it stands to today, and whether the calendar behind it is announced yet.
import { Tag } from "antd";
import { useLanguage } from "../i18n/language";

export function Due({ due, overdue, provisional }: { due: string | null; overdue: boolean; provisional?: boolean }) {
  const { t } = useLanguage();
  if (!due) return <span className="muted">—</span>;
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {due} {overdue && <Tag color="error">{t("due.overdue")}</Tag>}
      {provisional && <Tag title={t("due.provisionalWhy")}>{t("due.provisional")}</Tag>}
    </span>
  );
}
