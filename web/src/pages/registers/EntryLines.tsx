// The lines of a field, with what is computed for each of them, and the picture that its register declares.
import { Suspense, lazy } from "react";
import type { Entry, EntryValues, Register, RegisterField } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { MeasuredValue } from "./measured";

const LinesChart = lazy(() => import("./LinesChart"));

export function EntryLines({ entry, register, field }: { entry: Entry; register: Register; field: RegisterField }) {
  const { t, text } = useLanguage();
  const value = entry.values[field.id];
  if (!Array.isArray(value) || value.length === 0) return null;
  const lines = value as EntryValues[];
  const pinned = new Map((entry.sheet?.pins ?? []).map((pin) => [pin.entry, `${pin.name || pin.reference} (v${pin.version})`]));
  return (
    <section className="sheet">
      <h2>{text(field.title)}</h2>
      <div className="entry-lines-scroll" tabIndex={0} role="region" aria-label={text(field.title)}>
        <table className="entry-lines-table">
          <thead><tr>{field.columns.map((column) => <th key={column.id} scope="col" className={column.type === "number" ? "is-figure" : ""} title={column.measure?.formula}>{text(column.title)}</th>)}</tr></thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                {field.columns.map((column) => (
                  <td key={column.id} className={[column.type === "number" ? "is-figure" : "", column.computed ? "is-computed" : ""].join(" ").trim()}>
                    <MeasuredValue field={column} value={line[column.id]} name={column.entry ? pinned.get(String(line[column.id])) : undefined} ask={entry.sheet === null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {register.chart?.lines === field.id && <Suspense fallback={<p className="muted">{t("app.loading")}</p>}><LinesChart field={field} chart={register.chart} lines={lines} /></Suspense>}
    </section>
  );
}
