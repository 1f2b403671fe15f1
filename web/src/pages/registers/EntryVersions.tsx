// The versions of an entry, each with what it changed.
import type { Entry, EntryVersion, Register } from "../../api/types";
import { moment } from "../../app/format";
import { useLanguage } from "../../i18n/language";
import { changed } from "./fields";
import { FieldValue } from "./FieldValue";

export function EntryVersions({ entry, register }: { entry: Entry; register: Register }) {
  const { t } = useLanguage();
  const pairs = entry.versions.slice(1)
    .map((after, index) => ({ before: entry.versions[index]!, after }))
    .filter(({ before, after }) => changed(register.fields, before.values, after.values).length > 0);
  if (pairs.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("registers.versions")}</h2>
      <ol className="entry-versions" reversed>
        {pairs.reverse().map(({ before, after }) => <Version key={after.version} register={register} before={before} after={after} />)}
      </ol>
    </section>
  );
}

function Version({ register, before, after }: { register: Register; before: EntryVersion; after: EntryVersion }) {
  const { t, text } = useLanguage();
  const fields = changed(register.fields, before.values, after.values);
  return (
    <li value={after.version}>
      <div className="muted">{[moment(after.at), after.by, t("registers.validFrom", { day: after.valid_from })].filter(Boolean).join(" · ")}</div>
      {after.reason && <div className="register-text">{after.reason}</div>}
      <ul>
        {fields.map((field) => (
          <li key={field.id}>
            {text(field.title)}: <del><FieldValue field={field} value={before.values[field.id]} ask /></del>{" → "}
            <ins><FieldValue field={field} value={after.values[field.id]} ask /></ins>
          </li>
        ))}
      </ul>
    </li>
  );
}
