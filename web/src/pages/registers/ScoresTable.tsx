// The indicators of a scorecard with their formulas, and their weights of each time beside each other: those of the
// package, then those that a register holds.
import { Tag } from "antd";
import { Link } from "react-router-dom";
import type { EntrySummary, Register, RegisterScores } from "../../api/types";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { registerPath, useEntries } from "./api";
import { EntryStatus } from "./EntryTable";

type Entered = NonNullable<RegisterScores["entered"]>;
const most = 20;

export function ScoresTable({ register }: { register: Register }) {
  const { t, text } = useLanguage();
  const { scores } = register;
  const held = useEntries(register.policy, scores?.entered?.register ?? "", { sort: "reference", limit: most }, scores?.entered != null);
  if (!scores) return null;
  const entries = (held.data?.entries ?? []).filter((entry) => !entry.ended);
  const period = (one: { from: string | null; to: string | null }) => one.to ? `${one.from ?? "…"} – ${one.to}` : t("registers.validFrom", { day: one.from ?? "…" });
  return (
    <section className="sheet register-part">
      <h2>{t("sheet.indicators")}</h2>
      <Rows<RegisterScores["indicators"][number]>
        size="small"
        className="entry-scores"
        rowKey="id"
        dataSource={scores.indicators}
        pagination={false}
        label={t("sheet.indicators")}
        scroll={{ x: 480 + 110 * (scores.weights.length + entries.length) }}
        columns={[
          { title: t("sheet.indicator"), rowScope: "row", render: (_, indicator) => <>{text(indicator.title)}<div className="muted entry-source">{text(indicator.source)}</div></> },
          { title: t("sheet.formula"), render: (_, indicator) => <code className="entry-formula">{indicator.formula}</code> },
          ...scores.weights.map((one) => ({
            key: one.from ?? "", align: "right" as const, title: <span title={text(one.source)}>{period(one)} {one.sample && <Tag>{t("sheet.sample")}</Tag>}</span>,
            render: (_: unknown, indicator: RegisterScores["indicators"][number]) => one.weights[indicator.id] ?? "—",
          })),
          ...entries.map((entry) => ({
            key: entry.id, align: "right" as const, title: <><Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} /></>,
            render: (_: unknown, indicator: RegisterScores["indicators"][number]) => (scores.entered ? weightOf(entry, scores.entered, indicator.id) : "—"),
          })),
        ]}
        footer={() => <div className="entry-measure-head"><strong>{t("registers.sum")}</strong><strong>{scores.whole}</strong></div>}
      />
      {scores.bands.length > 0 && <p className="muted">{t("sheet.bands", { bands: scores.bands.map((band) => `${band.grade} ≥ ${band.from}`).join(" · ") })}</p>}
      {scores.entered && <p className="no-print"><Link to={registerPath(register.policy, scores.entered.register)}>{t("registers.weightsEntered")}</Link></p>}
    </section>
  );
}

function weightOf(entry: EntrySummary, entered: Entered, indicator: string): string {
  const lines = entry.values[entered.lines];
  const line = Array.isArray(lines) ? (lines as Record<string, unknown>[]).find((one) => one[entered.indicator] === indicator) : undefined;
  return line ? String(line[entered.weight]) : "—";
}
