// The field for one value of a type. What is typed for an amount is read back in full, so that a slip by a
// factor of ten thousand is seen at once.
import { Input, Radio, Select } from "antd";
import type { FactType, Vocabulary } from "../../api/types";
import { yuan } from "../../app/format";
import { useLanguage } from "../../i18n/language";
import { valueOf } from "./facts";

interface Props {
  type: FactType;
  vocabulary: Vocabulary;
  value: string;
  onChange: (value: string) => void;
  label: string;
  invalid: boolean;
  /** Of the element that says what is wrong with it. */
  describedBy?: string | undefined;
}

export function TypedInput({ type, vocabulary, value, onChange, label, invalid, describedBy }: Props) {
  const { t, text } = useLanguage();
  const status = invalid ? ("error" as const) : ("" as const);
  const told = { "aria-label": label, "aria-invalid": invalid, "aria-describedby": invalid ? describedBy : undefined };
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
        {...told}
        className="typed"
        status={status}
        {...(options.length > 8 ? { showSearch: { optionFilterProp: "label" } } : {})}
        value={value || null}
        onChange={(next: string | null) => onChange(next ?? "")}
        placeholder={t("check.choose")}
        options={options}
      />
    );
  }
  const amount = type.kind === "number" && type.unit === "元";
  const read = amount && value !== "" ? valueOf(type, value) : undefined;
  return (
    <>
      <Input
        {...told}
        className="typed"
        status={status}
        type={type.kind === "date" ? "date" : "text"}
        inputMode={amount ? "text" : type.kind === "number" ? "decimal" : "text"}
        autoComplete="off"
        suffix={amount ? t("amount.unit") : type.unit}
        placeholder={amount ? t("check.amountExample") : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {typeof read === "number" && <div className="typed-read muted" aria-live="polite">{t("check.read", { amount: yuan(Math.round(read * 100)) })}</div>}
    </>
  );
}
