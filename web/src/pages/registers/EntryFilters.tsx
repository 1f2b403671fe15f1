// Which entries are shown: by state and by fields with few values.
import { Select } from "antd";
import type { Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";

interface Props {
  register: Register;
  status: string;
  filter: Record<string, string>;
  onStatus: (status: string) => void;
  onFilter: (field: string, value: string) => void;
}

export function EntryFilters({ register, status, filter, onStatus, onFilter }: Props) {
  const { t, text } = useLanguage();
  const states = register.counts.map((one) => ({ value: one.status, label: `${text(one.title)} (${one.count})` }));
  const choices = register.fields.filter((field) => !field.computed && (field.type === "code" || field.type === "boolean"));
  return (
    <>
      {states.length > 1 && <Choice label={t("case.status")} value={status} options={states} onChange={onStatus} />}
      {choices.map((field) => (
        <Choice
          key={field.id}
          label={text(field.title)}
          value={filter[field.id] ?? ""}
          options={field.type === "boolean"
            ? [{ value: "true", label: t("check.yes") }, { value: "false", label: t("check.no") }]
            : (field.codes ?? []).map((code) => ({ value: code.id, label: text(code.title) || code.id }))}
          onChange={(value) => onFilter(field.id, value)}
        />
      ))}
    </>
  );
}

interface ChoiceProps { label: string; value: string; options: { value: string; label: string }[]; onChange: (value: string) => void }

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      className="entry-filter"
      aria-label={label}
      allowClear
      placeholder={label}
      value={value || null}
      onChange={(next: string | null | undefined) => onChange(next ?? "")}
      popupMatchSelectWidth={false}
      options={options}
    />
  );
}
