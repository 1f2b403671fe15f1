// What both versions come to, by article, provision, payer or lead: a chart, and the figures beneath it.
import { Segmented } from "antd";
import { useMemo, useState } from "react";
import type { BudgetFigures, PackageSummary, Simulation } from "../../api/types";
import { yuan } from "../../app/format";
import { colours } from "../../app/theme";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { Chart } from "./Chart";
import { Figures } from "./Figures";
import { bars, open, pale, tenThousand } from "./charts";

type By = "articles" | "provisions" | "payers" | "leads";
/** Ids of the policy that is being changed, and of the draft of it, if any. */
type Changed = (string | undefined)[];
interface Line { key: string; name: string; note?: string; before: BudgetFigures; after: BudgetFigures; due?: string; unknown?: string }

const nothing: BudgetFigures = { least_fen: 0, greatest_fen: 0, unbounded: 0 };
const pair = (before: number | undefined, after: number | undefined) => (before === after ? `${before ?? "—"}` : `${before ?? "—"} → ${after ?? "—"}`);

export function signed(fen: number): string {
  return fen > 0 ? `+${yuan(fen)}` : yuan(fen);
}

function useLines(made: Simulation, by: By, packages: PackageSummary[], changed: Changed): Line[] {
  const { t, text } = useLanguage();
  const units = useUnits();
  return useMemo(() => {
    const numberOf = (id: string) => packages.find((one) => one.id === id)?.number ?? id;
    // The policy that is being changed needs no name.
    const of = (id: string, name: string) => (changed.includes(id) ? name : `${name}${t("print.brackets", { text: numberOf(id) })}`);
    if (by === "articles") {
      return made.articles.map((line) => ({ key: `${line.package}/${line.name}`, name: of(line.package, t("document.article", { article: line.name })), before: line.before, after: line.after }));
    }
    if (by === "provisions") {
      return made.provisions.filter((line) => line.money).map((line) => ({
        key: `${line.package}/${line.id}`,
        name: of(line.package, `${line.id} ${text(line.title)}`),
        ...(line.estimate ? { note: t("lab.estimate") } : {}),
        before: line.before ?? nothing,
        after: line.after ?? nothing,
        due: pair(line.before?.due, line.after?.due),
        unknown: pair(line.before?.unknown, line.after?.unknown),
      }));
    }
    return made[by].map((line) => ({ key: line.name, name: line.name === "" ? "—" : units([line.name]), before: line.before, after: line.after }));
  }, [made, by, packages, changed, t, text, units]);
}

function Most({ budget }: { budget: BudgetFigures }) {
  const { t } = useLanguage();
  return <span className="amount">{budget.unbounded > 0 ? t("lab.noBound") : yuan(budget.greatest_fen)}</span>;
}

export function BudgetView({ made, packages, changed }: { made: Simulation; packages: PackageSummary[]; changed: Changed }) {
  const { t } = useLanguage();
  const [by, setBy] = useState<By>("articles");
  const lines = useLines(made, by, packages, changed);
  const drawn = lines.filter((line) => line.note === undefined && [line.before, line.after].some((one) => one.least_fen > 0 || one.greatest_fen > 0));
  const option = useMemo(() => bars({
    names: drawn.map((line) => line.name),
    lying: true,
    unit: t("lab.inTenThousand"),
    series: [
      { name: t("lab.before"), colour: pale, values: drawn.map((line) => tenThousand(line.before.least_fen)) },
      { name: t("lab.after"), colour: colours.ink, values: drawn.map((line) => tenThousand(line.after.least_fen)), stack: "after" },
      { name: t("lab.moreAtMost"), colour: open, values: drawn.map((line) => tenThousand(Math.max(0, line.after.greatest_fen - line.after.least_fen))), stack: "after" },
    ],
    format: (value) => `${value.toLocaleString()} ${t("lab.inTenThousand")}`,
  }), [drawn, t]);
  return (
    <>
      <Segmented<By> value={by} onChange={setBy} options={(["articles", "provisions", "payers", "leads"] as const).map((one) => ({ value: one, label: t(`lab.by.${one}`) }))} />
      {drawn.length > 0 && <Chart option={option} label={t("lab.chart.budget")} height={72 + drawn.length * 40} />}
      <p className="muted">{t("lab.unit")} · {t("lab.bands")}</p>
      <Figures<Line>
        label={t(`lab.by.${by}`)}
        least={760}
        rowKey="key"
        dataSource={lines}
        rowClassName={(line) => (line.before.least_fen !== line.after.least_fen || line.before.greatest_fen !== line.after.greatest_fen ? "lab-moved" : "")}
        columns={[
          { title: t("lab.column.name"), width: 220, render: (_, line) => <>{line.name}{line.note && <span className="muted"> · {line.note}</span>}</> },
          ...(by === "provisions" ? [
            { title: t("lab.column.due"), align: "right" as const, dataIndex: "due" },
            { title: t("lab.column.unknown"), align: "right" as const, dataIndex: "unknown" },
          ] : []),
          { title: t("lab.column.before"), align: "right", render: (_, line) => <span className="amount">{yuan(line.before.least_fen)}</span> },
          { title: t("lab.column.after"), align: "right", render: (_, line) => <span className="amount">{yuan(line.after.least_fen)}</span> },
          { title: t("lab.column.difference"), align: "right", render: (_, line) => <span className="amount">{signed(line.after.least_fen - line.before.least_fen)}</span> },
          { title: t("lab.column.beforeMost"), align: "right", render: (_, line) => <Most budget={line.before} /> },
          { title: t("lab.column.afterMost"), align: "right", render: (_, line) => <Most budget={line.after} /> },
        ]}
      />
    </>
  );
}
