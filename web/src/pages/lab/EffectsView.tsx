// Who gains and who loses: in all, at percentiles, and by a fact of the subjects.
import { Empty, Select } from "antd";
import { useMemo } from "react";
import type { Lab, Simulation } from "../../api/types";
import { yuan } from "../../app/format";
import { colours } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import { Chart } from "./Chart";
import { Figures } from "./Figures";
import { bars, tenThousand } from "./charts";
import { compact } from "./lever";

type Group = Simulation["groups"][number];
const mostDrawn = 20;

/** "1000..10000" is a range of numbers, "true" a truth; all else is what the fact says. */
export function useGroupName(): (group: Group) => string {
  const { t, language } = useLanguage();
  return (group) => {
    if (group.rest) return t("lab.group.rest");
    if (group.name === "") return t("lab.group.unknown");
    if (group.name === "true" || group.name === "false") return t(`lab.group.${group.name}`);
    const range = /^(-?\d*)\.\.(-?\d+)$/.exec(group.name);
    if (!range) return group.name;
    return range[1] === "" ? t("lab.group.upTo", { to: compact(range[2]!, language) }) : t("lab.group.between", { from: compact(range[1]!, language), to: compact(range[2]!, language) });
  };
}

export function EffectsView({ made, lab, by, setBy }: { made: Simulation; lab: Lab; by: string; setBy: (fact: string) => void }) {
  const { t, text } = useLanguage();
  const nameOf = useGroupName();
  const groups = made.groups.filter((group) => group.subjects > 0);
  const drawn = groups.filter((group) => group.gains_fen > 0 || group.losses_fen > 0).slice(0, mostDrawn);
  const option = useMemo(() => bars({
    names: drawn.map(nameOf),
    lying: true,
    unit: t("lab.inTenThousand"),
    series: [
      { name: t("lab.winners"), colour: colours.due, values: drawn.map((group) => tenThousand(group.gains_fen)), stack: "all" },
      { name: t("lab.losers"), colour: colours.wait, values: drawn.map((group) => -tenThousand(group.losses_fen)), stack: "all" },
    ],
    format: (value) => `${value.toLocaleString()} ${t("lab.inTenThousand")}`,
  }), [drawn, nameOf, t]);
  const { effects } = made;
  const nobody = effects.winners === 0 && effects.losers === 0;
  return (
    <>
      {nobody ? <p>{t("lab.nobody")}</p> : <Quantiles made={made} />}
      {effects.possible > 0 && <p className="muted">{t("lab.possible", { count: effects.possible })}</p>}
      <p>
        <label className="lab-choice">
          <span>{t("lab.groupBy")}</span>
          <Select
            aria-label={t("lab.groupBy")}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            style={{ minWidth: 240 }}
            value={by || null}
            onChange={(fact?: string | null) => setBy(fact ?? "")}
            options={lab.facts.map((fact) => ({ value: fact.name, label: text(fact.title) }))}
          />
        </label>
      </p>
      {by === "" && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("lab.noGroup")} />}
      {drawn.length > 0 && <Chart option={option} label={t("lab.chart.groups")} height={72 + drawn.length * 34} />}
      {groups.length > 0 && (
        <Figures<Group>
          label={t("lab.tab.effects")}
          least={720}
          rowKey={(group) => `${group.rest}/${group.name}`}
          dataSource={groups}
          pagination={groups.length > 30 ? { pageSize: 30 } : false}
          columns={[
            { title: t("lab.column.group"), render: (_, group) => nameOf(group) },
            { title: t("lab.column.subjects"), align: "right", dataIndex: "subjects", sorter: (a, b) => a.subjects - b.subjects },
            { title: t("lab.column.before"), align: "right", render: (_, group) => <span className="amount">{yuan(group.before_fen)}</span>, sorter: (a, b) => a.before_fen - b.before_fen },
            { title: t("lab.column.after"), align: "right", render: (_, group) => <span className="amount">{yuan(group.after_fen)}</span>, sorter: (a, b) => a.after_fen - b.after_fen },
            { title: t("lab.column.winners"), align: "right", dataIndex: "winners" },
            { title: t("lab.column.gains"), align: "right", render: (_, group) => <span className="amount">{yuan(group.gains_fen)}</span>, sorter: (a, b) => a.gains_fen - b.gains_fen },
            { title: t("lab.column.losers"), align: "right", dataIndex: "losers" },
            { title: t("lab.column.losses"), align: "right", render: (_, group) => <span className="amount">{yuan(group.losses_fen)}</span>, sorter: (a, b) => a.losses_fen - b.losses_fen },
          ]}
        />
      )}
    </>
  );
}

function Quantiles({ made }: { made: Simulation }) {
  const { t } = useLanguage();
  const { effects } = made;
  const rows = [
    { key: "gain", name: t("lab.gainEach"), values: effects.gain_quantiles },
    { key: "loss", name: t("lab.lossEach"), values: effects.loss_quantiles },
  ].filter((row) => row.values.length > 0);
  return (
    <Figures
      label={t("lab.quantiles")}
      least={720}
      rowKey="key"
      dataSource={rows}
      columns={[
        { title: t("lab.quantiles"), dataIndex: "name" },
        ...(rows[0]?.values ?? []).map((one, index) => ({
          title: t("lab.quantile", { percent: one.percent }),
          key: one.percent,
          align: "right" as const,
          render: (_: unknown, row: (typeof rows)[number]) => <span className="amount">{yuan(row.values[index]!.fen)}</span>,
        })),
      ]}
    />
  );
}
