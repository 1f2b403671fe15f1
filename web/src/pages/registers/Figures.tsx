// Several entries in one line: how many, how many stand where, and the sums that their register declares.
import type { EntrySummary, Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { FieldValue } from "./FieldValue";
import { byStatus, sumOf } from "./sums";

export function Figures({ register, entries }: { register: Register; entries: EntrySummary[] }) {
  const { t, text } = useLanguage();
  return (
    <p className="muted entry-figures">
      <span>{t("registers.referredTotal", { count: entries.length })}</span>
      {byStatus(entries).map(({ title, count }) => <span key={title.zh}>{text(title)} {count}</span>)}
      {register.fields.filter((field) => field.sum && !field.computed).map((field) => {
        const sum = sumOf(entries, field.id);
        return sum !== null && <span key={field.id}>{text(field.title)} <FieldValue field={field} value={sum} /></span>;
      })}
    </p>
  );
}
