// Asks for one fact by its type: a figure, a day, a yes or no, a choice, a text, or a list of records.
import { Button, Input, List, Radio, Select, Space } from "antd";
import { useId, useState } from "react";
import type { Fact, FactType, Vocabulary } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { exactNumber, type FactValue, type RecordValue } from "./facts";

interface Props {
  fact: Fact;
  vocabulary: Vocabulary;
  onAnswer: (value: FactValue) => void;
  busy: boolean;
}

export function FactInput({ fact, vocabulary, onAnswer, busy }: Props) {
  return fact.type.kind === "list"
    ? <ListInput fact={fact} vocabulary={vocabulary} onAnswer={onAnswer} busy={busy} />
    : <SingleInput fact={fact} vocabulary={vocabulary} onAnswer={onAnswer} busy={busy} />;
}

function SingleInput({ fact, vocabulary, onAnswer, busy }: Props) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState(false);
  function submit() {
    const value = valueOf(fact.type, typed, fact.min);
    setFault(value === undefined);
    if (value !== undefined) onAnswer(value);
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <TypedInput type={fact.type} vocabulary={vocabulary} value={typed} onChange={(next) => { setTyped(next); setFault(false); }} label={fact.title.zh} invalid={fault} />
      {fault && <div role="alert" className="field-fault">{t("check.badValue")}</div>}
      <Space style={{ marginTop: 12 }} wrap>
        <Button type="primary" htmlType="submit" loading={busy} disabled={typed === ""}>{t("check.answer")}</Button>
        {!fact.required && <Button loading={busy} onClick={() => onAnswer(null)}>{t("check.none")}</Button>}
      </Space>
    </form>
  );
}

function ListInput({ fact, vocabulary, onAnswer, busy }: Props) {
  const { t, text } = useLanguage();
  const [records, setRecords] = useState<RecordValue[]>([]);
  const record = vocabulary.records.find((type) => type.name === fact.type.element?.record);
  if (!record) return null;
  return (
    <>
      {records.length > 0 && (
        <List
          size="small"
          dataSource={records}
          renderItem={(item, index) => (
            <List.Item actions={[<Button key="remove" size="small" onClick={() => setRecords(records.filter((_, at) => at !== index))}>{t("evidence.remove")}</Button>]}>
              {Object.values(item).filter((value) => value !== null).map(String).join(" · ")}
            </List.Item>
          )}
        />
      )}
      <RecordForm key={records.length} fields={record.fields} vocabulary={vocabulary} title={text(record.title)} onAdd={(item) => setRecords([...records, item])} />
      <Space style={{ marginTop: 16 }} wrap>
        <Button type="primary" loading={busy} disabled={records.length === 0} onClick={() => onAnswer(records)}>{t("check.listDone", { count: records.length })}</Button>
        <Button loading={busy} disabled={records.length > 0} onClick={() => onAnswer([])}>{t("check.listNone")}</Button>
      </Space>
    </>
  );
}

interface RecordFormProps { fields: Fact[]; vocabulary: Vocabulary; title: string; onAdd: (record: RecordValue) => void }

function RecordForm({ fields, vocabulary, title, onAdd }: RecordFormProps) {
  const { t, text } = useLanguage();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<string[]>([]);
  const asked = fields.filter((field) => field.type.kind !== "list" && field.type.kind !== "record");
  function add() {
    const wrong: string[] = [];
    const record: RecordValue = {};
    for (const field of asked) {
      const entered = typed[field.name] ?? "";
      if (entered === "") {
        if (field.required) wrong.push(field.name);
        continue;
      }
      const value = valueOf(field.type, entered, field.min);
      if (value === undefined || Array.isArray(value)) wrong.push(field.name);
      else record[field.name] = value;
    }
    setFaults(wrong);
    if (wrong.length === 0) onAdd(record);
  }
  return (
    <fieldset className="record-form">
      <legend>{title}</legend>
      {asked.map((field) => (
        <div key={field.name} className="record-field">
          <span>{text(field.title) || field.name}{field.required && " *"}</span>
          <TypedInput
            type={field.type}
            vocabulary={vocabulary}
            value={typed[field.name] ?? ""}
            onChange={(value) => setTyped({ ...typed, [field.name]: value })}
            label={text(field.title) || field.name}
            invalid={faults.includes(field.name)}
          />
          {faults.includes(field.name) && <div role="alert" className="field-fault">{t("check.badValue")}</div>}
        </div>
      ))}
      <Button onClick={add}>{t("check.add")}</Button>
    </fieldset>
  );
}

interface TypedProps { type: FactType; vocabulary: Vocabulary; value: string; onChange: (value: string) => void; label: string; invalid: boolean }

function TypedInput({ type, vocabulary, value, onChange, label, invalid }: TypedProps) {
  const { t, text } = useLanguage();
  const id = useId();
  const status = invalid ? ("error" as const) : ("" as const);
  if (type.kind === "boolean") {
    return (
      <Radio.Group aria-label={label} value={value} onChange={(event) => onChange(String(event.target.value))}>
        <Radio value="true">{t("check.yes")}</Radio>
        <Radio value="false">{t("check.no")}</Radio>
      </Radio.Group>
    );
  }
  if (type.kind === "code") {
    const codes = vocabulary.code_lists[type.code_list ?? ""] ?? [];
    return (
      <Select
        aria-label={label}
        status={status}
        showSearch
        value={value || null}
        onChange={(next) => onChange(next ?? "")}
        options={codes.map((entry) => ({ value: entry.code, label: text(entry.title) || entry.code }))}
        style={{ width: "100%", maxWidth: 420 }}
      />
    );
  }
  return (
    <Input
      id={id}
      aria-label={label}
      status={status}
      type={type.kind === "date" ? "date" : "text"}
      inputMode={type.kind === "number" ? "decimal" : "text"}
      suffix={type.kind === "number" ? type.unit : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      style={{ maxWidth: 420 }}
    />
  );
}

/** What was typed as a value of the type; undefined if it is none. */
function valueOf(type: FactType, typed: string, min?: number): FactValue | undefined {
  const entered = typed.trim();
  switch (type.kind) {
    case "number": {
      const number = exactNumber(entered);
      return number === null || (min !== undefined && number < min) ? undefined : number;
    }
    case "boolean": return entered === "true";
    case "date": return /^\d{4}-\d{2}-\d{2}$/.test(entered) ? entered : undefined;
    default: return entered === "" ? undefined : entered;
  }
}

