// The indicators of a scorecard with their formulas, and their weights of each time beside each other: those of the
// package, then those that a register holds.
import { Tag } from "antd";
import { Link } from "react-router-dom";
import type { EntrySummary, Register, RegisterScores } from "../../api/types";
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
      <div className="entry-lines-scroll" tabIndex={0} role="region" aria-label={t("sheet.indicators")}>
        <table className="entry-lines-table entry-scores">
          <thead>
            <tr>
              <th scope="col">{t("sheet.indicator")}</th>
              <th scope="col">{t("sheet.formula")}</th>
              {scores.weights.map((one) => <th key={one.from ?? ""} scope="col" className="is-figure" title={text(one.source)}>{period(one)} {one.sample && <Tag>{t("sheet.sample")}</Tag>}</th>)}
              {entries.map((entry) => <th key={entry.id} scope="col" className="is-figure"><Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} /></th>)}
            </tr>
          </thead>
          <tbody>
            {scores.indicators.map((indicator) => (
              <tr key={indicator.id}>
                <th scope="row">{text(indicator.title)}<div className="muted entry-source">{text(indicator.source)}</div></th>
                <td><code className="entry-formula">{indicator.formula}</code></td>
                {scores.weights.map((one) => <td key={one.from ?? ""} className="is-figure">{one.weights[indicator.id] ?? "—"}</td>)}
                {entries.map((entry) => <td key={entry.id} className="is-figure">{scores.entered ? weightOf(entry, scores.entered, indicator.id) : "—"}</td>)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>{t("registers.sum")}</th>
              {[...scores.weights.map((one) => one.from ?? ""), ...entries.map((entry) => entry.id)].map((key) => <td key={key} className="is-figure"><strong>{scores.whole}</strong></td>)}
            </tr>
          </tfoot>
        </table>
      </div>
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
