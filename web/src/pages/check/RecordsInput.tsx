// Asks for a list of records, one after another; each is offered to the service before it joins the list.
import { Button, Space } from "antd";
import { useState } from "react";
import type { Fact, Vocabulary } from "../../api/types";
import { Faults, unreadable, type FactProps } from "./FactInput";
import { TypedInput } from "./TypedInput";
import { useDraft } from "./answers";
import { typedOf, valueOf, type RecordValue } from "./facts";
import { recordOf, useWords } from "./words";

export function RecordsInput({ path, fact, vocabulary, given, onOffer, busy }: FactProps) {
  const { t, text, title, record, fault } = useWords(vocabulary);
  const [records, setRecords, forgetRecords] = useDraft<RecordValue[]>(path, Array.isArray(given) ? given : []);
  // Which record the form is for: its index, one more than there are for a new one, null: the form is closed.
  const [open, setOpen] = useState<number | null>(records.length === 0 ? 0 : null);
  const [faults, setFaults] = useState<string[]>([]);
  const type = recordOf(fact, vocabulary);
  if (!type) return null;
  async function put(index: number, one: RecordValue): Promise<string[]> {
    const next = index < records.length ? records.map((held, at) => (at === index ? one : held)) : [...records, one];
    const wrong = await onOffer(next, false);
    if (wrong.length > 0) return wrong;
    setRecords(next);
    setOpen(null);
    return [];
  }
  function remove(index: number) {
    const next = records.filter((_, at) => at !== index);
    setRecords(next);
    setOpen(next.length === 0 ? 0 : null);
  }
  async function done(value: RecordValue[]) {
    const wrong = await onOffer(value, true);
    setFaults(wrong.map((message) => fault(message, type!.fields).message));
    if (wrong.length === 0) forgetRecords();
  }
  return (
    <>
      {records.length > 0 && (
        <ol className="records">
          {records.map((one, index) => (
            <li key={index}>
              <span>{record(type.fields, one)}</span>
              <Button size="small" onClick={() => setOpen(index)} aria-label={t("check.changeOf", { name: record(type.fields, one) })}>{t("check.change")}</Button>
              <Button size="small" onClick={() => remove(index)} aria-label={t("check.removeOf", { name: record(type.fields, one) })}>{t("evidence.remove")}</Button>
            </li>
          ))}
        </ol>
      )}
      {open !== null && (
        <RecordForm
          key={open}
          draft={`${path}[${open + 1}]`}
          fields={type.fields}
          vocabulary={vocabulary}
          title={text(type.title) || type.name || title(fact)}
          held={records[open]}
          busy={busy}
          onPut={(one) => put(open, one)}
          {...(records.length > 0 ? { onCancel: () => setOpen(null) } : {})}
        />
      )}
      <Faults messages={faults} />
      <Space style={{ marginTop: 16 }} wrap>
        {open === null && <Button type="primary" disabled={busy} onClick={() => void done(records)}>{t("check.listDone", { count: records.length })}</Button>}
        {open === null && <Button disabled={busy} onClick={() => setOpen(records.length)}>{t("check.addMore")}</Button>}
        {records.length === 0 && <Button disabled={busy} onClick={() => void done([])}>{t("check.listNone")}</Button>}
      </Space>
    </>
  );
}

interface FormProps {
  draft: string;
  fields: Fact[];
  vocabulary: Vocabulary;
  title: string;
  held: RecordValue | undefined;
  busy: boolean;
  onPut: (record: RecordValue) => Promise<string[]>;
  onCancel?: () => void;
}

function RecordForm({ draft, fields, vocabulary, title, held, busy, onPut, onCancel }: FormProps) {
  const words = useWords(vocabulary);
  const { t, text } = words;
  // What a form of one level cannot ask for is asked by itself, once the record is there.
  const asked = fields.filter((field) => field.type.kind !== "list" && field.type.kind !== "record");
  const [typed, setTyped, forgetTyped] = useDraft<Record<string, string>>(draft, Object.fromEntries(asked.map((field) => [field.name, typedOf(held?.[field.name])])));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<string[]>([]);

  async function submit() {
    const found: Record<string, string> = {};
    const record: RecordValue = Object.fromEntries(Object.entries(held ?? {}).filter(([name]) => !asked.some((field) => field.name === name)));
    for (const field of asked) {
      const entered = typed[field.name] ?? "";
      if (entered === "") {
        if (field.required) found[field.name] = t("session.required");
        continue;
      }
      const value = valueOf(field.type, entered);
      if (value === undefined) found[field.name] = t(unreadable(field.type.kind));
      else record[field.name] = value;
    }
    const refused = Object.keys(found).length > 0 ? [] : (await onPut(record)).map((message) => words.fault(message, asked));
    for (const one of refused) if (one.field !== null) found[one.field] = one.message;
    setWrong(found);
    setFaults(refused.filter((one) => one.field === null).map((one) => one.message));
    if (Object.keys(found).length === 0 && refused.length === 0) forgetTyped();
  }

  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <fieldset className="record-form">
        <legend>{title}</legend>
        {asked.map((field, at) => (
          <div key={field.name} className="record-field">
            <span>{words.title(field)}{field.required && <span className="needed"> {t("check.needed")}</span>}</span>
            {text(field.help) && <span className="muted record-help">{text(field.help)}</span>}
            <TypedInput
              type={field.type}
              vocabulary={vocabulary}
              value={typed[field.name] ?? ""}
              onChange={(value) => { setTyped({ ...typed, [field.name]: value }); setWrong(({ [field.name]: _, ...rest }) => rest); }}
              label={words.title(field)}
              invalid={field.name in wrong}
              describedBy={`record-fault-${at}`}
            />
            {wrong[field.name] && <Faults id={`record-fault-${at}`} messages={[wrong[field.name]!]} />}
          </div>
        ))}
        <Faults messages={faults} />
        <Space wrap>
          <Button type="primary" htmlType="submit" disabled={busy}>{t(held ? "check.keep" : "check.add")}</Button>
          {onCancel && <Button onClick={() => { forgetTyped(); onCancel(); }}>{t("action.cancel")}</Button>}
        </Space>
      </fieldset>
    </form>
  );
}
