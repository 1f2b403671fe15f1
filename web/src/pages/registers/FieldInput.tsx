// The form item of one field: its label, its help, what holds it, and what is wrong with it.
import { Form } from "antd";
import type { Register, RegisterField } from "../../api/types";
import { decimal } from "../../app/format";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";
import { FieldControl } from "./FieldControl";
import { isYear, lineFaults, readBack, readTyped } from "./fields";
import { LinesInput } from "./LinesInput";

interface Props {
  register: Register;
  field: RegisterField;
  /** Not to be left empty; a draft may leave out what is only marked. */
  insist?: boolean;
  name?: string | undefined;
}

const unreadable = (field: RegisterField): MessageKey =>
  field.type === "number" ? "check.badNumber" : field.type === "date" || field.type === "date and time" ? "check.badDate" : "session.required";

export function FieldInput({ register, field, insist = false, name }: Props) {
  const { t, text, list } = useLanguage();
  const typed = Form.useWatch(field.id) as string | undefined;
  const amount = readBack(field, typed);
  const fault = async (_: unknown, value?: string) => {
    const read = readTyped(field, value);
    const faults = field.type === "lines" ? lineFaults(field, value).filter(({ empty }) => !empty || insist) : [];
    if (faults.length > 0) {
      throw new Error(list(faults.slice(0, 5).map(({ row, column, empty }) => t("registers.lineFault", { row: String(row), column: text(column.title), fault: t(empty ? "session.required" : unreadable(column)) }))));
    }
    if (read === undefined) throw new Error(t(unreadable(field)));
    if (read === null && insist) throw new Error(t("session.required"));
  };
  const help = [text(field.help), bounds(field, t)].filter(Boolean).join(" ");
  return (
    <Form.Item
      name={field.id}
      {...(field.type === "lines" ? { className: "entry-wide" } : {})}
      label={text(field.title)}
      required={field.required || insist}
      rules={[{ validator: fault }]}
      extra={amount !== null ? <span aria-live="polite">{t("check.read", { amount: money(amount) })}{help && ` ${help}`}</span> : help || undefined}
    >
      {field.type === "lines" ? <LinesInput register={register} field={field} /> : <FieldControl register={register} field={field} name={name} />}
    </Form.Item>
  );
}

function money(amount: number): string {
  const [whole = "0", fraction = ""] = String(amount).split(".");
  return `${decimal(whole)}.${fraction.padEnd(2, "0")}`;
}

function bounds(field: RegisterField, t: (key: MessageKey, values?: Record<string, string>) => string): string {
  const shown = (bound: string) => (isYear(field) ? bound : decimal(bound));
  if (field.min !== null && field.max !== null) return t("registers.between", { min: shown(field.min), max: shown(field.max) });
  if (field.min !== null && field.min !== "0") return t("registers.atLeast", { min: decimal(field.min) });
  return field.max !== null ? t("registers.atMost", { max: decimal(field.max) }) : "";
}
