// The form item of one field: its label, its help, what holds it, and what is wrong with it.
import { Form, Input, Radio, Select } from "antd";
import type { Register, RegisterField } from "../../api/types";
import { decimal } from "../../app/format";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";
import { EntrySelect } from "./EntrySelect";
import { readBack, readTyped } from "./fields";
import { useAllUnits } from "./useAllUnits";

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
  const { t, text } = useLanguage();
  const typed = Form.useWatch(field.id) as string | undefined;
  const amount = readBack(field, typed);
  const fault = async (_: unknown, value?: string) => {
    const read = readTyped(field, value);
    if (read === undefined) throw new Error(t(unreadable(field)));
    if (read === null && insist) throw new Error(t("session.required"));
  };
  const help = [text(field.help), bounds(field, t)].filter(Boolean).join(" ");
  return (
    <Form.Item
      name={field.id}
      label={text(field.title)}
      required={field.required || insist}
      rules={[{ validator: fault }]}
      extra={amount !== null ? <span aria-live="polite">{t("check.read", { amount: money(amount) })}{help && ` ${help}`}</span> : help || undefined}
    >
      <Control register={register} field={field} name={name} />
    </Form.Item>
  );
}

function money(amount: number): string {
  const [whole = "0", fraction = ""] = String(amount).split(".");
  return `${decimal(whole)}.${fraction.padEnd(2, "0")}`;
}

function bounds(field: RegisterField, t: (key: MessageKey, values?: Record<string, string>) => string): string {
  if (field.min !== null && field.max !== null) return t("registers.between", { min: decimal(field.min), max: decimal(field.max) });
  if (field.min !== null && field.min !== "0") return t("registers.atLeast", { min: decimal(field.min) });
  return field.max !== null ? t("registers.atMost", { max: decimal(field.max) }) : "";
}

// Form.Item hands down id, value and onChange.
interface Held { id?: string; value?: string; onChange?: (value: string | undefined) => void }

function Control({ register, field, name, ...held }: Pick<Props, "register" | "field" | "name"> & Held) {
  const { t, text } = useLanguage();
  const units = useAllUnits(register.policy);
  const { id, value, onChange } = held;
  const typed = { ...(id ? { id } : {}), value: value ?? "", autoComplete: "off" };
  const hear = (event: { target: { value: string } }) => onChange?.(event.target.value);
  switch (field.type) {
    case "boolean":
      return (
        <Radio.Group {...(id ? { id } : {})} value={value} onChange={(event) => onChange?.(String(event.target.value))}>
          <Radio value="true">{t("check.yes")}</Radio>
          <Radio value="false">{t("check.no")}</Radio>
        </Radio.Group>
      );
    case "code":
    case "unit": {
      const options = field.type === "unit"
        ? units.map((unit) => ({ value: unit.id, label: text(unit.title) }))
        : (field.codes ?? []).map((code) => ({ value: code.id, label: text(code.title) || code.id }));
      return (
        <Select
          {...(id ? { id } : {})}
          allowClear
          value={value || null}
          onChange={(next: string | null | undefined) => onChange?.(next ?? undefined)}
          placeholder={t("check.choose")}
          {...(options.length > 8 ? { showSearch: { optionFilterProp: "label" } } : {})}
          options={options}
        />
      );
    }
    case "entry":
      return <EntrySelect policy={register.policy} register={field.entry ?? ""} name={name} {...held} />;
    case "date":
      return <Input {...typed} type="date" onChange={hear} />;
    case "date and time":
      return <Input {...typed} type="datetime-local" onChange={hear} />;
    case "number":
      return <Input {...typed} inputMode={field.unit === "元" ? "text" : "decimal"} suffix={field.unit === "元" ? t("amount.unit") : field.unit || undefined} onChange={hear} />;
    default:
      if (field.matches !== null || field.id === register.name) return <Input {...typed} onChange={hear} />;
      return <Input.TextArea {...typed} autoSize={{ minRows: 1, maxRows: 8 }} onChange={hear} />;
  }
}
