// What an entry refers to, and what refers to it, with the way to enter more of that.
import { Link } from "react-router-dom";
import type { Entry, EntrySummary, Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { registerPath, useRegisters } from "./api";
import { EntryStatus } from "./EntryTable";

export function EntryLinks({ entry, register }: { entry: Entry; register: Register }) {
  const { t, text } = useLanguage();
  const registers = useRegisters();
  const known = registers.data ?? [];
  const titleOf = (id: string) => text(known.find((one) => one.policy === entry.policy && one.id === id)?.title) || id;
  // What takes up its time is entered beside the calendar.
  const mayEnter = known.filter((one) => one.policy === entry.policy && one.may.enter).flatMap((one) =>
    one.fields
      .filter((field) => field.entry === entry.register && !field.computed && field.at.length === 0 && one.calendar?.key[0] !== field.id)
      .map((field) => ({ register: one, field })));
  const groups = [...new Set(entry.referred.map((one) => one.register))];
  if (entry.references.length === 0 && groups.length === 0 && mayEnter.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("registers.related")}</h2>
      {entry.references.length > 0 && (
        <ul className="entry-links">
          {entry.references.map((one) => (
            <li key={one.field + one.entry.id}>
              <span className="muted">{text(register.fields.find((field) => field.id === one.field)?.title) || one.field}</span> <Linked entry={one.entry} />
            </li>
          ))}
        </ul>
      )}
      {groups.map((id) => (
        <div key={id}>
          <h3>{titleOf(id)}</h3>
          <ul className="entry-links">{entry.referred.filter((one) => one.register === id).map((one) => <li key={one.field + one.entry.id}><Linked entry={one.entry} /></li>)}</ul>
        </div>
      ))}
      {mayEnter.length > 0 && (
        <p className="entry-enter no-print">
          {mayEnter.map(({ register: other, field }) => (
            <Link key={other.id + field.id} to={`${registerPath(other.policy, other.id)}/new?${new URLSearchParams({ [field.id]: entry.id }).toString()}`}>
              {t("registers.newIn", { register: text(other.title) })}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

function Linked({ entry }: { entry: EntrySummary }) {
  return <><Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} /></>;
}
