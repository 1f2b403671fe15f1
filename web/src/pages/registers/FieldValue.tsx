// A value of an entry as people read it.
import { Link } from "react-router-dom";
import type { EntryValue, RegisterField } from "../../api/types";
import { decimal } from "../../app/format";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { useEntryTitle } from "./api";
import { isYear } from "./fields";

interface Props {
  field: RegisterField;
  value: EntryValue | undefined;
  /** What the entry referred to is called; without it the reader may not see it. */
  name?: string | undefined;
  /** Whether the name is still to be asked for. */
  ask?: boolean;
}

export function FieldValue({ field, value, name, ask = false }: Props) {
  const { t, text } = useLanguage();
  const unit = useUnits();
  if (value === undefined || value === null || value === "") return <span className="muted">—</span>;
  switch (field.type) {
    case "boolean": return <>{t(value ? "check.yes" : "check.no")}</>;
    case "number": return isYear(field) ? <span className="amount">{String(value)}</span> : <Figure value={String(value)} unit={field.unit} />;
    case "code": return <>{text(field.codes?.find((code) => code.id === value)?.title) || String(value)}</>;
    case "unit": return <>{unit([String(value)])}</>;
    case "entry": return ask ? <Asked id={String(value)} /> : <Named id={String(value)} name={name} />;
    case "date and time": return <span className="register-when">{momentText(String(value))}</span>;
    case "date": return <span className="register-when">{String(value)}</span>;
    case "string": return isPage(String(value)) ? <Link to={String(value)}>{String(value)}</Link> : <span className="register-text">{String(value)}</span>;
    default: return <span className="register-text">{typeof value === "object" ? inWords(value) : String(value)}</span>;
  }
}

/** A page of this portal, as what is raised from one says it. */
function isPage(words: string): boolean {
  return /^\/(cases|entries|documents)\/[\w-]+(#[\w-]+)?$/.test(words);
}

function Named({ id, name }: { id: string; name: string | undefined }) {
  const { t } = useLanguage();
  return name ? <Link to={`/entries/${id}`}>{name}</Link> : <span className="muted">{t("registers.hidden")}</span>;
}

function Asked({ id }: { id: string }) {
  return <Named id={id} name={useEntryTitle(id, true)} />;
}

function Figure({ value, unit }: { value: string; unit: string | null }) {
  const { t } = useLanguage();
  // Money to the fen, whatever zeros the figure leaves out.
  const [whole = "", fraction = ""] = value.split(".");
  const shown = decimal(unit === "元" ? `${whole}.${fraction.padEnd(2, "0")}` : value);
  return <span className="amount">{shown}{unit ? ` ${unit === "元" ? t("amount.unit") : unit}` : ""}</span>;
}

/** "2026-12-01T09:00:00" as "2026-12-01 09:00". */
export function momentText(moment: string): string {
  return moment.slice(0, 16).replace("T", " ");
}

function inWords(value: unknown): string {
  if (value === null) return "—";
  if (Array.isArray(value)) return value.map(inWords).join("；");
  if (typeof value !== "object") return String(value);
  return Object.entries(value as Record<string, unknown>).map(([name, item]) => `${name} ${inWords(item)}`).join(" · ");
}
