// What is competed for, how it is judged, and the check of the draw.
import { Descriptions, Table } from "antd";
import type { Call } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import type { Act } from "./act";
import { VerifyBox } from "./VerifyBox";

export function OverviewTab({ call }: { call: Call; act: Act }) {
  const { t, text, list } = useLanguage();
  const { rules } = call;
  const ties = rules.ties.map((id) => text(rules.criteria.find((one) => one.id === id)?.title));
  return (
    <>
      {call.needs.some((need) => need.id) && (
        <section className="sheet">
          <h2>{t("calls.needs")}</h2>
          <ul className="call-needs">
            {call.needs.map((need) => (
              <li key={need.id}>
                <strong>{need.name}</strong> <span className="muted">{need.field}</span>
                {need.bids !== null && <span className="muted"> · {t("calls.bids")} {need.bids}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="sheet">
        <h2>{t("calls.how")}</h2>
        <ul>
          <li>{t("calls.howPanel", { size: rules.panel.size, own: rules.panel.own_field, spare: rules.panel.spare })}</li>
          {rules.panel.calls > 0 && <li>{t("calls.howRotation", { years: rules.panel.years, calls: rules.panel.calls })}</li>}
          <li>{t("calls.howScore", { high: rules.drop_highest, low: rules.drop_lowest, pass: rules.pass })}</li>
          {rules.outlier !== null && <li>{t("calls.howOutlier", { outlier: rules.outlier })}</li>}
          <li>{ties.length > 0 ? t("calls.howTies", { ties: list(ties) }) : t("calls.howLot")}</li>
          {!rules.stage_money && <li>{t("calls.howStages")}</li>}
        </ul>
        <Table size="small" rowKey="id" pagination={false} dataSource={rules.criteria} style={{ maxWidth: 520 }}
          columns={[
            { title: t("calls.criterion"), render: (_, one) => text(one.title) },
            { title: t("calls.weight"), dataIndex: "weight", align: "right" },
            { title: t("calls.most"), dataIndex: "most", align: "right" },
          ]} />
      </section>
      <section className="sheet">
        <h2>{t("calls.verify")}</h2>
        <Descriptions column={1} layout="vertical" items={[
          { key: "commitment", label: t("calls.commitment"), children: <code className="call-hash">{call.commitment}</code> },
          { key: "seed", label: t("calls.seed"), children: call.seed ? <code className="call-hash">{call.seed}</code> : <span className="muted">{t("calls.seedLater")}</span> },
        ]} />
        <VerifyBox call={call} />
      </section>
    </>
  );
}
