// What the signed-in account can do with the entry now, as the service offers it.
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { ApiError, request } from "../../api/client";
import type { Entry, EntryDone, EntryOption, Register } from "../../api/types";
import { plainMessage } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { useChangeKey, useEntryChanged } from "./api";
import { FieldInput } from "./FieldInput";
import { readAll, typedValues, type Typed } from "./fields";

const keyOf = (option: EntryOption) => [option.kind, option.step, option.outcome, option.objection, option.upheld].join("|");

export function EntryActions({ entry, register }: { entry: Entry; register: Register }) {
  const { t, text } = useLanguage();
  const [chosen, setChosen] = useState<EntryOption | null>(null);
  if (entry.options.length === 0) return null;
  // What carries the entry on is the obvious thing to do; what has to be justified never is, nor what ends its rest.
  const rests = (option: EntryOption) => option.step !== register.life.steps[0]?.id && entry.open.some((open) => open.step === option.step && open.kind === "check" && open.due === null);
  const first = entry.options.find((option) => !option.blocked && !option.reason_required && option.kind !== "withdraw" && !rests(option));
  return (
    <section className="sheet entry-actions no-print">
      <h2>{t("case.actions")}</h2>
      <div className="entry-buttons">
        {entry.options.map((option) => (
          <Button key={keyOf(option)} type={option === first ? "primary" : "default"} danger={option.kind === "withdraw"} disabled={option.blocked !== null} onClick={() => setChosen(option)}>
            {text(option.title)}
          </Button>
        ))}
      </div>
      {entry.options.filter((option) => option.blocked).map((option) => (
        <p key={keyOf(option)} className="muted entry-blocked">{text(option.title)}: {text(option.blocked?.message)} {text(option.blocked?.help)}</p>
      ))}
      {chosen && <OptionDialog entry={entry} register={register} option={chosen} close={() => setChosen(null)} />}
    </section>
  );
}

interface Entered extends Typed { "entry reason"?: string | undefined }

/** Where the service takes the option, and what it wants to be told. */
function changeOf(entry: Entry, option: EntryOption, reason: string, values: object): { path: string; body: object } {
  switch (option.kind) {
    case "publish_notice": return { path: `/entries/${entry.id}/publish`, body: { step: option.step, unit: option.unit } };
    case "answer_objection": return { path: `/entries/${entry.id}/objections/${option.objection}/answer`, body: { upheld: option.upheld, reason, unit: option.unit } };
    case "withdraw": return { path: `/entries/${entry.id}/withdraw`, body: { reason } };
    default: return { path: `/entries/${entry.id}/take`, body: { step: option.step, outcome: option.outcome, unit: option.unit, values, reason, expected_version: entry.version } };
  }
}

function OptionDialog({ entry, register, option, close }: { entry: Entry; register: Register; option: EntryOption; close: () => void }) {
  const { t, text, list } = useLanguage();
  const changed = useEntryChanged();
  const changeKey = useChangeKey();
  const [form] = Form.useForm<Entered>();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const fields = register.fields.filter((field) => option.fields.includes(field.id));
  // What the step wants and is not asked for here is to be entered on the entry itself.
  const missing = register.fields.filter((field) => option.required.includes(field.id) && !option.fields.includes(field.id));
  const stale = failure instanceof ApiError && failure.status === 409;

  async function act(entered: Entered) {
    const { values } = readAll(fields, entered, entry.values);
    const { path, body } = changeOf(entry, option, entered["entry reason"]?.trim() ?? "", values);
    setBusy(true);
    setFailure(null);
    try {
      await request<EntryDone>("POST", path, { body, idempotencyKey: changeKey(body) });
      await changed();
      close();
    } catch (error) {
      const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
      const at = errors.flatMap(({ pointer, message }) => {
        const field = fields.find((one) => decodeURIComponent(pointer).split("/").includes(one.id));
        return field ? [{ name: field.id, errors: [plainMessage(message)] }] : [];
      });
      if (at.length > 0) form.setFields(at);
      if (at.length === 0 || at.length < errors.length) setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      title={text(option.title)}
      onCancel={close}
      okText={t("action.confirm")}
      cancelText={t("action.cancel")}
      confirmLoading={busy}
      onOk={() => void form.validateFields().then(act, () => undefined)}
      destroyOnHidden
    >
      {failure !== null && <Failure error={failure} {...(stale ? { retry: () => void changed().then(close) } : {})} />}
      {missing.length > 0 && <Alert className="entry-restored" type="info" showIcon title={t("registers.missing", { fields: list(missing.map((field) => text(field.title))) })} />}
      <Form form={form} layout="vertical" initialValues={typedValues(fields, entry.values)} preserve={false}>
        {fields.map((field) => <FieldInput key={field.id} register={register} field={field} insist={option.required.includes(field.id)} name={entry.names[field.id]} />)}
        <Form.Item name="entry reason" label={t(option.reason_required ? "case.reason" : "action.remark")} required={option.reason_required} rules={option.reason_required ? [{ required: true, whitespace: true, message: t("session.required") }] : []}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
