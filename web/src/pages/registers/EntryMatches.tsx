// Counterparts of an entry, each with what speaks for it.
import { Link } from "react-router-dom";
import type { Entry, Register } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { useMatches, useRegisters } from "./api";

export function EntryMatches({ entry, register }: { entry: Entry; register: Register }) {
  const { t, text } = useLanguage();
  const wanted = register.matches.length > 0;
  // In its own register are entries alike: precedents.
  const alike = register.matches.every((other) => other === register.id);
  const found = useMatches(entry.id, wanted);
  const registers = useRegisters();
  if (!wanted) return null;
  const titleOf = (id: string) => text(registers.data?.find((one) => one.policy === entry.policy && one.id === id)?.title) || id;
  return (
    <section className="sheet">
      <h2>{t(alike ? "registers.alike" : "registers.matches")}</h2>
      <Loadable query={found}>
        {(matches) => matches.length === 0 ? <p className="muted">{t(alike ? "registers.noneAlike" : "registers.noMatches")}</p> : (
          <ol className="entry-matches">
            {matches.map((match) => (
              <li key={match.entry.id}>
                <Link to={`/entries/${match.entry.id}`}>{match.entry.title}</Link> <span className="muted">{titleOf(match.register)} · {t("registers.score", { score: match.score })}</span>
                <ul>{match.reasons.map((reason) => <li key={reason.zh}>{text(reason)}</li>)}</ul>
              </li>
            ))}
          </ol>
        )}
      </Loadable>
    </section>
  );
}
