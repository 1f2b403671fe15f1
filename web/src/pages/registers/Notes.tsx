// What registers hold of the chosen words of the document: interpretations, questions and answers; those of this very
// sentence first. And the way to enter one.
import { useQueries } from "@tanstack/react-query";
import { Tag } from "antd";
import { Link } from "react-router-dom";
import type { EntrySummary, Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { askEntries, registerPath, useRegisters } from "./api";
import { EntryStatus } from "./EntryTable";
import { isOf, isOn } from "./notes";
import "./registers.css";

const most = 50;

interface Props { policy: string; sentence: string; provisions: string[] }

export function Notes({ policy, sentence, provisions }: Props) {
  const { t, text } = useLanguage();
  const registers = useRegisters();
  const holding = (registers.data ?? []).filter((one) => one.policy === policy && one.beside);
  const asked = holding.flatMap((register) => [sentence, ...provisions].map((q) => ({ register, q })));
  const found = useQueries({
    queries: asked.map(({ register, q }) => ({
      queryKey: ["entries", policy, register.id, "beside", q],
      queryFn: () => askEntries(policy, register.id, { q, limit: most }),
    })),
    combine: (results) => results.flatMap((result, index) => (result.data?.entries ?? []).map((entry) => ({ entry, register: asked[index]!.register }))),
  });
  if (holding.length === 0) return null;
  const fitting = [...new Map(found.map((one) => [one.entry.id, one])).values()]
    .filter(({ entry, register }) => isOn(entry, register, sentence) || isOf(entry, register, provisions))
    .sort((left, right) => Number(isOn(right.entry, right.register, sentence)) - Number(isOn(left.entry, left.register, sentence)));
  const mayEnter = holding.filter((register) => register.may.enter);
  if (fitting.length === 0 && mayEnter.length === 0) return null;
  return (
    <section className="rules-notes">
      {fitting.length > 0 && <h3>{t("registers.notes")}</h3>}
      {fitting.length > 0 && (
        <ul className="notes">
          {fitting.map(({ entry, register }) => (
            <li key={entry.id}>
              <Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} />
              {isOn(entry, register, sentence) && <Tag color="processing">{t("registers.noteOfSentence")}</Tag>}
              <div className="muted">{text(register.title)}</div>
              <Said entry={entry} register={register} />
            </li>
          ))}
        </ul>
      )}
      {mayEnter.length > 0 && (
        <p className="raise-links no-print">
          {mayEnter.map((register) => (
            <Link key={register.id} to={`${registerPath(policy, register.id)}/new?${given(register, sentence, provisions).toString()}`}>{t("registers.askHere", { register: text(register.title) })}</Link>
          ))}
        </p>
      )}
    </section>
  );
}

function given(register: Register, sentence: string, provisions: string[]): URLSearchParams {
  const { beside } = register;
  return new URLSearchParams({
    ...(beside && provisions.length === 1 ? { [beside.provision]: provisions[0]! } : {}),
    ...(beside?.sentence ? { [beside.sentence]: sentence } : {}),
  });
}

/** The last text that is searched and not what names or places the entry: what it says. */
function Said({ entry, register }: { entry: EntrySummary; register: Register }) {
  const placed = [register.name, register.beside?.provision, register.beside?.sentence];
  const field = register.fields.findLast((one) => one.type === "string" && one.search && !placed.includes(one.id));
  const words = field && entry.values[field.id];
  return typeof words === "string" ? <p>{words}</p> : null;
}
