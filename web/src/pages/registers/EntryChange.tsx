// Changing what an entry says: a new version with its reason, the old one stays.
import { Form, Input } from "antd";
import { useState } from "react";
import { ApiError, request } from "../../api/client";
import type { Entry, EntryDone, EntryValues, Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { useChangeKey, useEntryChanged } from "./api";
import { EntryForm } from "./EntryForm";
import { same, typedValues } from "./fields";

export function EntryChange({ entry, register, done }: { entry: Entry; register: Register; done: () => void }) {
  const { t } = useLanguage();
  const changed = useEntryChanged();
  const keyOf = useChangeKey();
  const [reason, setReason] = useState("");
  // Somebody else may change it meanwhile: what was typed rests on the version that was opened.
  const [opened] = useState(entry);
  const fields = register.fields.filter((field) => !field.computed && field.type !== "list" && opened.may.fields.includes(field.id));

  async function save(values: EntryValues) {
    const different = Object.fromEntries(Object.entries(values).filter(([id, value]) => { const field = fields.find((one) => one.id === id); return !field || !same(field, value, opened.values[id]); }));
    const body = { values: different, expected_version: opened.version, ...(reason.trim() ? { reason: reason.trim() } : {}) };
    try {
      await request<EntryDone>("PUT", `/entries/${opened.id}/values`, { body, idempotencyKey: keyOf(body) });
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) await changed();
      throw error;
    }
    await changed();
    done();
  }

  return (
    <section className="sheet">
      <EntryForm
        register={register}
        fields={fields}
        initial={typedValues(fields, opened.values)}
        before={opened.values}
        names={opened.names}
        draft={`${opened.id}@${opened.version}`}
        save={save}
        saveLabel={t("registers.save")}
        cancel={done}
      >
        <Form.Item label={t("registers.reason")} htmlFor="entry-reason" extra={t("registers.reasonWhy")}>
          <Input id="entry-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </EntryForm>
    </section>
  );
}
