// What holds the value of one field, as it is typed: in a form, or in a cell of lines.
import { Input, Radio, Select } from "antd";
import type { Register, RegisterField } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { EntrySelect } from "./EntrySelect";
import { useAllUnits } from "./useAllUnits";

// Form.Item hands down id, value and onChange.
interface Held { id?: string; value?: string | undefined; onChange?: (value: string | undefined) => void }

interface Props extends Held {
  register: Register;
  field: RegisterField;
  /** What the entry referred to is called. */
  name?: string | undefined;
  /** Where no label of a form stands beside it. */
  label?: string;
}

export function FieldControl({ register, field, name, label, ...held }: Props) {
  const { t, text } = useLanguage();
  const units = useAllUnits(register.policy);
  const { id, value, onChange } = held;
  const named = { ...(id ? { id } : {}), ...(label ? { "aria-label": label } : {}) };
  const typed = { ...named, value: value ?? "", autoComplete: "off" };
  const hear = (event: { target: { value: string } }) => onChange?.(event.target.value);
  switch (field.type) {
    case "boolean":
      return (
        <Radio.Group {...named} aria-label={label ?? text(field.title)} value={value} onChange={(event) => onChange?.(String(event.target.value))}>
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
          {...named}
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
      return <EntrySelect policy={register.policy} register={field.entry ?? ""} name={name} {...(label ? { label } : {})} {...(id ? { id } : {})} {...(onChange ? { onChange } : {})} value={value ?? null} />;
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
