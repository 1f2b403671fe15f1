// The lines of a field, with what is computed for each of them, and the picture that its register declares.
import { Suspense, lazy } from "react";
import type { Entry, EntryValues, Register, RegisterField } from "../../api/types";
import { Rows } from "../../components/Rows";
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
      <Rows<EntryValues>
        size="small"
        className="entry-line-rows"
        rowKey={(line) => lines.indexOf(line)}
        dataSource={lines}
        pagination={false}
        label={text(field.title)}
        scroll={{ x: "max-content" }}
        columns={field.columns.map((column) => ({
          key: column.id,
          title: <span title={column.measure?.formula}>{text(column.title)}</span>,
          ...(column.type === "number" ? { align: "right" as const } : {}),
          ...(column.computed ? { className: "is-computed" } : {}),
          render: (_: unknown, line: EntryValues) => <MeasuredValue field={column} value={line[column.id]} name={column.entry ? pinned.get(String(line[column.id])) : undefined} ask={entry.sheet === null} />,
        }))}
      />
      {register.chart?.lines === field.id && <Suspense fallback={<p className="muted">{t("app.loading")}</p>}><LinesChart field={field} chart={register.chart} lines={lines} /></Suspense>}
    </section>
  );
}
