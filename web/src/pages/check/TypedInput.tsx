// The field for one value of a type.
import { Input, Radio, Select } from "antd";
import type { FactType, Vocabulary } from "../../api/types";
import { useLanguage } from "../../i18n/language";

interface Props { type: FactType; vocabulary: Vocabulary; value: string; onChange: (value: string) => void; label: string; invalid: boolean }

export function TypedInput({ type, vocabulary, value, onChange, label, invalid }: Props) {
  const { t, text } = useLanguage();
  const status = invalid ? ("error" as const) : ("" as const);
  const style = { width: "100%", maxWidth: 420 };
  if (type.kind === "boolean") {
    return (
      <Radio.Group aria-label={label} value={value} onChange={(event) => onChange(String(event.target.value))}>
        <Radio value="true">{t("check.yes")}</Radio>
        <Radio value="false">{t("check.no")}</Radio>
      </Radio.Group>
    );
  }
  if (type.kind === "code") {
    const named = vocabulary.code_lists[type.code_list ?? ""] ?? [];
    const options = named.length > 0
      ? named.map((entry) => ({ value: entry.code, label: text(entry.title) || entry.code }))
      : (type.codes ?? []).map((code) => ({ value: code, label: code }));
    return (
      <Select
        aria-label={label}
        status={status}
        showSearch={options.length > 8}
        value={value || null}
        onChange={(next) => onChange(next ?? "")}
        placeholder={t("check.choose")}
        options={options}
        style={style}
      />
    );
  }
  return (
    <Input
      aria-label={label}
      aria-invalid={invalid}
      status={status}
      type={type.kind === "date" ? "date" : "text"}
      inputMode={type.kind === "number" ? "decimal" : "text"}
      suffix={type.kind === "number" ? type.unit : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      style={style}
    />
  );
}
