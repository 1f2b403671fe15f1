// What is overdue within one's reach, the longest first, and whom that was told.
import { Empty } from "antd";
import { Link } from "react-router-dom";
import type { OpenStep, OverdueList } from "../../api/types";
import { Due } from "../../components/Due";
import { ExportButton } from "../../components/ExportButton";
import { Loadable } from "../../components/Loadable";
import { usePaged } from "../../components/paged";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

function Told({ step }: { step: OpenStep }) {
  const { t } = useLanguage();
  const units = useUnits();
  if (step.escalated) return t("overdue.told", { day: step.escalated, unit: units([step.tells]) });
  return step.tells ? t("overdue.willTell", { unit: units([step.tells]) }) : "—";
}

export default function OverduePage() {
  const { t, text } = useLanguage();
  const units = useUnits();
  const { found, pagination } = usePaged<OverdueList>("overdue", "/overdue", {}, (page) => page.total ?? 0);
  return (
    <div className="page">
      <div className="page-head"><h1>{t("nav.overdue")}</h1><span className="grow" /><ExportButton path="/overdue/export" /></div>
      <Loadable query={found}>
        {({ items }) => (
          <div className="sheet">
            {items.length === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("overdue.none")} /> : (
              <Rows
                rowKey={(item) => item.case.id + item.step.step + item.step.unit}
                dataSource={items}
                scroll={{ x: 860 }}
                pagination={pagination}
                columns={[
                  { title: t("case.due"), render: (_, item) => <Due due={item.step.due} overdue={item.step.overdue} provisional={item.step.provisional} /> },
                  { title: t("inbox.todo"), render: (_, item) => <strong>{text(item.step.title)}</strong> },
                  { title: t("overdue.whose"), render: (_, item) => item.step.unit ? units([item.step.unit]) : t("case.applicant") },
                  { title: t("case.reference"), render: (_, item) => <Link to={`/cases/${item.case.id}`}>{item.case.reference}</Link> },
                  { title: t("case.subject"), render: (_, item) => item.case.subject.name },
                  { title: t("case.provision"), render: (_, item) => `${item.case.provision} ${text(item.case.provision_title)}` },
                  { title: t("overdue.escalated"), render: (_, item) => <Told step={item.step} /> },
                ]}
              />
            )}
          </div>
        )}
      </Loadable>
    </div>
  );
}
