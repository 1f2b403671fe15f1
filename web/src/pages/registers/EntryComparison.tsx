// The measures of entries of one owner side by side, by the field that their register declares (mostly the year).
import { Link } from "react-router-dom";
import type { Entry, EntrySummary, Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { useEntries } from "./api";
import { MeasuredValue } from "./measured";

const most = 6;

export function EntryComparison({ entry, register }: { entry: Entry; register: Register }) {
  const { t, text } = useLanguage();
  const { compare } = register;
  const found = useEntries(register.policy, register.id, { ...(entry.subject ? { subject: entry.subject.id } : {}), limit: 200 }, compare !== null);
  if (!compare) return null;
  const key = (one: EntrySummary) => String(one.values[compare.by] ?? "");
  const alike = (found.data?.entries ?? [])
    .filter((one) => key(one) !== "" && compare.same.every((field) => one.values[field] === entry.values[field]))
    .sort((a, b) => key(a).localeCompare(key(b), undefined, { numeric: true }))
    .slice(-most);
  if (alike.length < 2) return null;
  const measures = register.fields.filter((field) => field.computed && alike.some((one) => (one.values[field.id] ?? null) !== null));
  const by = register.fields.find((field) => field.id === compare.by);
  return (
    <section className="sheet">
      <h2>{t("sheet.comparison", { by: text(by?.title) })}</h2>
      <div className="entry-lines-scroll" tabIndex={0} role="region" aria-label={t("sheet.comparison", { by: text(by?.title) })}>
        <table className="entry-lines-table">
          <thead>
            <tr>
              <th scope="col">{t("sheet.measure")}</th>
              {alike.map((one) => <th key={one.id} scope="col" className="is-figure">{one.id === entry.id ? key(one) : <Link to={`/entries/${one.id}`}>{key(one)}</Link>}<div className="muted">{text(one.status_title)}</div></th>)}
            </tr>
          </thead>
          <tbody>
            {measures.map((field) => (
              <tr key={field.id}>
                <th scope="row">{text(field.title)}</th>
                {alike.map((one) => <td key={one.id} className={`is-figure${one.id === entry.id ? " is-computed" : ""}`}><MeasuredValue field={field} value={one.values[field.id]} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
