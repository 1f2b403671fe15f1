// The first thing that is read of a case: what happened, what is expected of whom until when, how much.
import type { Case } from "../../api/types";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { standing, type Said } from "./standing";

export function CaseStanding({ item, own }: { item: Case; own: boolean }) {
  const { t, text, language } = useLanguage();
  const units = useUnits();
  const inWords = (value: Said["values"][string]) => (typeof value === "string" ? value : Array.isArray(value) ? units(value) : text(value));
  const say = ({ key, values }: Said) => t(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(value)])));
  const { happened, expected, amount } = standing(item, own);
  return (
    <section className="sheet case-standing" aria-label={t("standing.title")}>
      <p className="case-said">{say(happened)}</p>
      {(expected || amount) && <p>{[expected, amount].filter((one) => one !== null).map(say).join(language === "zh" ? "" : " ")}</p>}
    </section>
  );
}
