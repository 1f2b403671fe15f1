// How facts and their values are said to people: by the vocabulary's titles, never by paths.
import type { Fact, FactType, Vocabulary } from "../../api/types";
import { plainMessage, yuan } from "../../app/format";
import { useLanguage } from "../../i18n/language";
import { parsePlace, type Answers, type FactValue, type RecordValue } from "./facts";

/** The declaration of what a place holds; null if a form cannot ask for it. */
export function factAt(path: string, vocabulary: Vocabulary): Fact | null {
  const place = parsePlace(path);
  const fact = vocabulary.subjects.find((subject) => subject.name === place?.subject)?.facts.find((item) => item.name === place?.fact);
  if (!place || !fact) return null;
  const asked = place.field === undefined ? fact : recordOf(fact, vocabulary)?.fields.find((field) => field.name === place.field);
  if (!asked || asked.type.kind === "record") return null;
  return asked.type.kind !== "list" || asked.type.element?.kind === "record" ? asked : null;
}

export function recordOf(fact: Fact, vocabulary: Vocabulary) {
  return vocabulary.records.find((record) => record.name === fact.type.element?.record);
}

export function useWords(vocabulary: Vocabulary) {
  const { t, text, list, language } = useLanguage();
  const title = (fact: Fact) => text(fact.title) || fact.name;

  function value(type: FactType, held: FactValue | undefined): string {
    if (held === undefined || held === null) return t("check.none");
    if (Array.isArray(held)) return held.length === 0 ? t("check.none") : t("check.records", { count: held.length });
    if (typeof held === "boolean") return t(held ? "check.yes" : "check.no");
    if (typeof held === "number") return type.unit === "元" ? `${yuan(Math.round(held * 100))} ${t("amount.unit")}` : `${held}${type.unit ? ` ${type.unit}` : ""}`;
    return text(vocabulary.code_lists[type.code_list ?? ""]?.find((entry) => entry.code === held)?.title) || held;
  }

  /** A record in one line: the values that tell it from others. */
  function record(fields: Fact[], held: RecordValue): string {
    const shown = fields.filter((field) => held[field.name] !== undefined && held[field.name] !== null && typeof held[field.name] !== "boolean");
    return shown.map((field) => value(field.type, held[field.name])).join(" · ");
  }

  /** What a question is about: "认定（国家高新技术企业 · 2026-03-10）：证书编号". */
  function place(path: string, answers: Answers): string {
    const at = parsePlace(path);
    const fact = factAt(path, vocabulary);
    if (!fact) return path;
    const whole = at?.field === undefined ? null : factAt(`${at.subject}.${at.fact}`, vocabulary);
    const held = at && answers[at.fact];
    if (!whole || !at?.index || !Array.isArray(held)) return title(fact);
    const item = held[at.index - 1];
    const { [at.field!]: _, ...others } = item ?? {};
    const which = item && record(recordOf(whole, vocabulary)?.fields ?? [], others);
    const name = which ? (language === "zh" ? `${title(whole)}（${which}）` : `${title(whole)} (${which})`) : title(whole);
    return language === "zh" ? `${name}：${title(fact)}` : `${name}: ${title(fact)}`;
  }

  /** The service names facts by paths in backticks; the last name of a path is that of the field at fault. */
  function fault(message: string, fields: Fact[]): { field: string | null; message: string } {
    const path = /^`([^`]*)`/.exec(message)?.[1] ?? "";
    const name = path.replace(/\[\d+\]$/, "").split(".").at(-1) ?? "";
    const field = fields.find((one) => one.name === name);
    const named = field ? message.replace(/^`[^`]*`/, language === "zh" ? `“${title(field)}”` : `“${title(field)}”`) : message;
    return { field: field?.name ?? null, message: plainMessage(named) };
  }

  return { t, text, list, title, value, record, place, fault };
}
