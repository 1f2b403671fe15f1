// The indicators of a scorecard with their formulas, and their weights of each time beside each other.
import { Tag } from "antd";
import type { Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";

export function ScoresTable({ register }: { register: Register }) {
  const { t, text } = useLanguage();
  const { scores } = register;
  if (!scores) return null;
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
            </tr>
          </thead>
          <tbody>
            {scores.indicators.map((indicator) => (
              <tr key={indicator.id}>
                <th scope="row">{text(indicator.title)}<div className="muted entry-source">{text(indicator.source)}</div></th>
                <td><code className="entry-formula">{indicator.formula}</code></td>
                {scores.weights.map((one) => <td key={one.from ?? ""} className="is-figure">{one.weights[indicator.id] ?? "—"}</td>)}
              </tr>
            ))}
          </tbody>
          <tfoot><tr><th scope="row" colSpan={2}>{t("registers.sum")}</th>{scores.weights.map((one) => <td key={one.from ?? ""} className="is-figure"><strong>{scores.whole}</strong></td>)}</tr></tfoot>
        </table>
      </div>
      {scores.bands.length > 0 && <p className="muted">{t("sheet.bands", { bands: scores.bands.map((band) => `${band.grade} ≥ ${band.from}`).join(" · ") })}</p>}
    </section>
  );
}
