// A form made from a register's declaration. What is typed is kept in the browser's tab until it is saved; what the
// service refuses is said at the field it speaks of.
import { Alert, Button, Form } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { ApiError } from "../../api/client";
import type { EntryValues, Register, RegisterField } from "../../api/types";
import { useDraft } from "../../app/draft";
import { plainMessage } from "../../app/format";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { readAll, type Typed } from "./fields";
import { FieldInput } from "./FieldInput";

interface Props {
  register: Register;
  fields: RegisterField[];
  /** What stands there already, as typed and as the service has it. */
  initial: Typed;
  before: EntryValues;
  names: Record<string, string>;
  /** Under which what is typed is kept. */
  draft: string;
  save: (values: EntryValues) => Promise<void>;
  saveLabel: string;
  cancel?: () => void;
  children?: ReactNode;
}

export function EntryForm({ register, fields, initial, before, names, draft, save, saveLabel, cancel, children }: Props) {
  const { t } = useLanguage();
  const [form] = Form.useForm<Typed>();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { kept, restored, keep, forget: forgetTyped } = useDraft<Typed>(`entry/${draft}`);
  useEffect(() => setFailure(null), [draft]);

  async function send() {
    const { values } = readAll(fields, form.getFieldsValue(), before);
    setBusy(true);
    setFailure(null);
    try {
      await save(values);
      forgetTyped();
    } catch (error) {
      const rest = putAtFields(error);
      if (rest) setFailure(rest);
    } finally {
      setBusy(false);
    }
  }

  /** Says what the service found at its fields; null if that is all there is to say. */
  function putAtFields(error: unknown): unknown {
    if (!(error instanceof ApiError)) return error;
    const said = new Map<string, string[]>();
    const others = (error.problem.errors ?? []).filter(({ pointer, message }) => {
      const id = fieldOf(pointer, fields);
      if (id) said.set(id, [...(said.get(id) ?? []), plainMessage(message)]);
      return !id;
    });
    if (said.size === 0) return error;
    form.setFields([...said].map(([name, errors]) => ({ name, errors })));
    form.scrollToField([...said.keys()][0]!, { focus: true });
    return others.length > 0 ? new ApiError({ ...error.problem, errors: others }) : null;
  }

  function forget() {
    forgetTyped();
    cancel?.();
  }

  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      className="entry-form"
      initialValues={{ ...initial, ...kept }}
      scrollToFirstError={{ focus: true }}
      onValuesChange={() => keep(form.getFieldsValue())}
      onFinish={() => void send()}
    >
      {failure !== null && <Failure error={failure} />}
      {restored && <Alert type="info" showIcon className="entry-restored" title={t("app.restored")} />}
      {children}
      <div className="entry-fields">
        {fields.map((field) => <FieldInput key={field.id} register={register} field={field} name={names[field.id]} />)}
      </div>
      <div className="entry-buttons">
        <Button type="primary" htmlType="submit" loading={busy}>{saveLabel}</Button>
        {cancel && <Button onClick={forget}>{t("action.cancel")}</Button>}
      </div>
    </Form>
  );
}

/** The field that a pointer of the service names ("/values/…"). */
function fieldOf(pointer: string, fields: readonly RegisterField[]): string | undefined {
  const parts = pointer.split("/").map((part) => decodeURIComponent(part).replace(/~1/g, "/").replace(/~0/g, "~"));
  return fields.find((field) => parts.includes(field.id))?.id;
}
