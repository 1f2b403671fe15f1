// The measures of entries of one owner side by side, by the field that their register declares (mostly the year).
import { Link } from "react-router-dom";
import type { Entry, EntrySummary, Register } from "../../api/types";
import { Rows } from "../../components/Rows";
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
      <Rows<Register["fields"][number]>
        size="small"
        className="entry-comparison"
        rowKey="id"
        dataSource={measures}
        pagination={false}
        label={t("sheet.comparison", { by: text(by?.title) })}
        scroll={{ x: "max-content" }}
        columns={[
          { key: "measure", title: t("sheet.measure"), render: (_, field) => <strong>{text(field.title)}</strong> },
          ...alike.map((one) => ({
            key: one.id,
            align: "right" as const,
            className: `is-figure${one.id === entry.id ? " is-computed" : ""}`,
            title: <>{one.id === entry.id ? key(one) : <Link to={`/entries/${one.id}`}>{key(one)}</Link>} <span className="muted">{text(one.status_title)}</span></>,
            render: (_: unknown, field: Register["fields"][number]) => <MeasuredValue field={field} value={one.values[field.id]} />,
          })),
        ]}
      />
    </section>
  );
}
