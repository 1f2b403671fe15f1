// What waits at each unit today.
import { Link } from "react-router-dom";
import type { Overview, UnitFigures } from "../../api/types";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

export function UnitTable({ made }: { made: Overview }) {
  const { t } = useLanguage();
  const units = useUnits();
  if (made.units.length === 0) return <p className="muted">{t("overview.nothingWaits")}</p>;
  return (
    <Rows<UnitFigures>
      label={t("overview.byUnit")}
      rowKey="unit"
      size="small"
      dataSource={made.units}
      pagination={false}
      scroll={{ x: 620 }}
      columns={[
        { title: t("overview.unit"), width: 220, render: (_, one) => <Link to={`/cases?${new URLSearchParams({ unit: one.unit, ended: "false" }).toString()}`}>{units([one.unit])}</Link> },
        { title: t("overview.steps"), align: "right", render: (_, one) => <span className="amount">{one.steps}</span> },
        { title: t("overview.overdue"), align: "right", render: (_, one) => <span className={one.overdue > 0 ? "amount overview-late" : "amount"}>{one.overdue}</span> },
        { title: t("overview.oldest"), render: (_, one) => one.oldest ?? "—" },
        { title: t("overview.registerSteps"), align: "right", render: (_, one) => <span className="amount">{one.register_steps}</span> },
        { title: t("overview.registerOverdue"), align: "right", render: (_, one) => <span className={one.register_overdue > 0 ? "amount overview-late" : "amount"}>{one.register_overdue}</span> },
      ]}
    />
  );
}
