// What an entry refers to, and what refers to it: a broker's deals, a meeting's topics, a resolution's tasks, each with
// its main fields, how many stand where, and sums; and the way to enter more of that.
import { Link } from "react-router-dom";
import type { Entry, EntrySummary, Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { registerPath, useRegisters } from "./api";
import { EntryStatus, EntryTable } from "./EntryTable";
import { Figures } from "./Figures";

export function EntryLinks({ entry, register }: { entry: Entry; register: Register }) {
  const { t, text } = useLanguage();
  const registers = useRegisters();
  const known = (registers.data ?? []).filter((one) => one.policy === entry.policy);
  // What takes up its time is entered beside the calendar.
  const mayEnter = known.filter((one) => one.may.enter).flatMap((one) =>
    one.fields
      .filter((field) => field.entry === entry.register && !field.computed && field.at.length === 0 && one.calendar?.key[0] !== field.id)
      .map((field) => ({ register: one, field })));
  const groups = [...new Set(entry.referred.map((one) => one.register))];
  if (registers.isPending || (entry.references.length === 0 && groups.length === 0 && mayEnter.length === 0)) return null;
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
      {groups.map((id) => <Referring key={id} id={id} register={known.find((one) => one.id === id)} entry={entry} />)}
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

function Referring({ id, register, entry }: { id: string; register: Register | undefined; entry: Entry }) {
  const { text } = useLanguage();
  const referred = entry.referred.filter((one) => one.register === id);
  // Two fields of one entry may refer to this one.
  const entries = [...new Map(referred.map((one) => [one.entry.id, one.entry])).values()];
  if (!register) return <ul className="entry-links">{entries.map((one) => <li key={one.id}><Linked entry={one} /></li>)}</ul>;
  // That they refer to this one need not be said again.
  const fields = register.fields.filter((field) => !referred.some((one) => one.field === field.id));
  return (
    <div className="entry-referred">
      <h3>{text(register.title)}</h3>
      <Figures register={register} entries={entries} />
      <EntryTable register={{ ...register, fields }} entries={entries} total={entries.length} />
    </div>
  );
}

function Linked({ entry }: { entry: EntrySummary }) {
  return <><Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} /></>;
}
