// Objections to an entry under public notice, and what was answered.
import { Tag } from "antd";
import type { Entry } from "../../api/types";
import { useLanguage } from "../../i18n/language";

export function EntryObjections({ entry }: { entry: Entry }) {
  const { t } = useLanguage();
  if (entry.objections.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("objection.title")}</h2>
      <ul className="entry-links">
        {entry.objections.map((one) => (
          <li key={one.id}>
            <div className="muted">{[one.on, one.name, one.contact].filter(Boolean).join(" · ")}</div>
            <div className="register-text">{one.reason}</div>
            {one.answered && <div><Tag>{t(one.upheld ? "objection.upheld" : "objection.dismissed")}</Tag> {one.answer}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
