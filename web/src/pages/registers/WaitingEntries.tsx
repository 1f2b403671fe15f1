// Entries that wait for the one who is signed in.
import { Link } from "react-router-dom";
import { Due } from "../../components/Due";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { useWaiting } from "./api";
import "./registers.css";

export function WaitingEntries() {
  const { t } = useLanguage();
  return <section className="sheet register-part"><h2>{t("registers.waiting")}</h2><WaitingList /></section>;
}

export function WaitingList() {
  const { t, text } = useLanguage();
  const waiting = useWaiting();
  return (
    <Loadable query={waiting}>
      {({ entries }) => entries.length === 0 ? <p className="muted">{t("registers.nothingWaits")}</p> : (
        <ul className="entry-waiting">
          {entries.map((entry) => (
            <li key={entry.id + entry.step}>
              <strong>{text(entry.step_title)}</strong> <Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link>
              <span className="muted"> {[text(entry.register_title), entry.subject?.name].filter(Boolean).join(" · ")}</span>
              {entry.due && <span> <Due due={entry.due} overdue={entry.overdue} /></span>}
            </li>
          ))}
        </ul>
      )}
    </Loadable>
  );
}
