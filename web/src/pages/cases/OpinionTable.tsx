// Each unit that is asked, what it said and until when it may say it.
import { Tag } from "antd";
import type { Case } from "../../api/types";
import { Due } from "../../components/Due";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

export function OpinionTable({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  if (item.opinions.length === 0) return null;
  const clock = (unit: string) => item.open_steps.find((step) => step.kind === "opinions" && step.unit === unit);
  return (
    <section className="sheet">
      <h2>{t("case.opinions")}</h2>
      <Rows
        rowKey={(opinion) => opinion.unit + (opinion.on ?? "") + opinion.voided}
        size="small"
        pagination={false}
        scroll={{ x: 520 }}
        dataSource={item.opinions}
        columns={[
          { title: t("case.unit"), render: (_, opinion) => units([opinion.unit]) },
          {
            title: t("case.opinion"),
            render: (_, opinion) => (
              <Tag color={opinion.outcome ? (opinion.voided ? "default" : "processing") : "default"}>
                {opinion.outcome ? text(opinion.title) : t("opinion.waiting")}{opinion.voided && ` (${t("opinion.voided")})`}
              </Tag>
            ),
          },
          { title: t("case.reason"), dataIndex: "reason" },
          {
            title: t("opinion.when"),
            render: (_, opinion) => {
              const open = opinion.outcome ? undefined : clock(opinion.unit);
              return open ? <>{t("case.due")} <Due due={open.due} overdue={open.overdue} provisional={open.provisional} /></> : opinion.on ?? "—";
            },
          },
        ]}
      />
    </section>
  );
}
