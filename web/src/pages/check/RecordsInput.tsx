// Asks for a list of records, one after another; each is offered to the service before it joins the list.
import { Button, Space } from "antd";
import { useState } from "react";
import type { Fact, Vocabulary } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { Faults, type FactProps } from "./FactInput";
import { TypedInput } from "./TypedInput";
import { valueOf, type RecordValue } from "./facts";

export function RecordsInput({ fact, vocabulary, onOffer, busy }: FactProps) {
  const { t, text } = useLanguage();
  const [records, setRecords] = useState<RecordValue[]>([]);
  const [faults, setFaults] = useState<string[]>([]);
  const type = vocabulary.records.find((record) => record.name === fact.type.element?.record);
  if (!type) return null;
  async function add(record: RecordValue): Promise<string[]> {
    const wrong = await onOffer([...records, record], false);
    if (wrong.length === 0) setRecords([...records, record]);
    return wrong;
  }
  const done = async (value: RecordValue[]) => setFaults(await onOffer(value, true));
  return (
    <>
      {records.length > 0 && (
        <ol className="records">
          {records.map((record, index) => (
            <li key={index}>
              <span>{Object.values(record).filter((value) => value !== null).map((value) => shown(value, t)).join(" · ")}</span>
              <Button size="small" onClick={() => setRecords(records.filter((_, at) => at !== index))}>{t("evidence.remove")}</Button>
            </li>
          ))}
        </ol>
      )}
      <RecordForm key={records.length} fields={type.fields} vocabulary={vocabulary} title={text(type.title) || type.name} busy={busy} onAdd={add} />
      <Faults messages={faults} />
      <Space style={{ marginTop: 16 }} wrap>
        {records.length > 0
          ? <Button type="primary" disabled={busy} onClick={() => void done(records)}>{t("check.listDone", { count: records.length })}</Button>
          : <Button disabled={busy} onClick={() => void done([])}>{t("check.listNone")}</Button>}
      </Space>
    </>
  );
}

function shown(value: string | number | boolean | null, t: ReturnType<typeof useLanguage>["t"]): string {
  return typeof value === "boolean" ? t(value ? "check.yes" : "check.no") : String(value);
}

interface FormProps { fields: Fact[]; vocabulary: Vocabulary; title: string; busy: boolean; onAdd: (record: RecordValue) => Promise<string[]> }

function RecordForm({ fields, vocabulary, title, busy, onAdd }: FormProps) {
  const { t, text } = useLanguage();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<string[]>([]);
  const asked = fields.filter((field) => field.type.kind !== "list" && field.type.kind !== "record");
  async function add() {
    const found: Record<string, string> = {};
    const record: RecordValue = {};
    for (const field of asked) {
      const entered = typed[field.name] ?? "";
      if (entered === "") {
        if (field.required) found[field.name] = t("session.required");
        continue;
      }
      const value = valueOf(field.type, entered);
      if (value === undefined || Array.isArray(value)) found[field.name] = t("check.badValue");
      else record[field.name] = value;
    }
    setWrong(found);
    setFaults(Object.keys(found).length === 0 && Object.keys(record).length > 0 ? await onAdd(record) : []);
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <fieldset className="record-form">
        <legend>{title}</legend>
        {asked.map((field) => (
          <div key={field.name} className="record-field">
            <span>{text(field.title) || field.name}{field.required && <span className="needed"> {t("check.needed")}</span>}</span>
            {text(field.help) && <span className="muted record-help">{text(field.help)}</span>}
            <TypedInput
              type={field.type}
              vocabulary={vocabulary}
              value={typed[field.name] ?? ""}
              onChange={(value) => setTyped({ ...typed, [field.name]: value })}
              label={text(field.title) || field.name}
              invalid={field.name in wrong}
            />
            {wrong[field.name] && <Faults messages={[wrong[field.name]!]} />}
          </div>
        ))}
        <Faults messages={faults} />
        <Button htmlType="submit" disabled={busy}>{t("check.add")}</Button>
      </fieldset>
    </form>
  );
}
