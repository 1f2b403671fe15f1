// What an entry says, field by field.
import { Descriptions } from "antd";
import type { Entry, Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { MeasuredValue } from "./measured";

export function EntryValues({ entry, register }: { entry: Entry; register: Register }) {
  const { t, text } = useLanguage();
  const known = register.fields.filter((field) => (entry.whole || field.public) && field.type !== "lines" && !(field.computed && entry.sheet) && (field.at.length === 0 || (entry.values[field.id] ?? null) !== null));
  return (
    <section className="sheet">
      <Descriptions
        column={{ xs: 1, md: 2 }}
        items={[
          ...(entry.subject ? [{ key: "subject", label: t("registers.owner"), children: entry.subject.name || "—" }] : []),
          ...known.map((field) => ({
            key: field.id,
            label: <span title={field.computed ? t("registers.computed") : undefined}>{text(field.title)}</span>,
            children: <MeasuredValue field={field} value={entry.values[field.id]} name={entry.names[field.id]} />,
          })),
        ]}
      />
    </section>
  );
}
