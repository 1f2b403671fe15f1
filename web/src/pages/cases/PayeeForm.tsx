// Where the money goes: asked of the applicant, and asked again when the bank refused the account.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Case } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

interface Entered { name: string; bank: string; account_number: string }

export function PayeeForm({ item }: { item: Case }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [editing, setEditing] = useState(item.payee === null);
  const save = useMutation({
    mutationFn: (entered: Entered) =>
      request<Case>("PUT", `/cases/${item.id}/payee`, { body: { ...entered, account_number: entered.account_number.replace(/\s/g, "") } }),
    onSuccess: (changed) => client.setQueryData(["case", item.id], changed),
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <section className="sheet">
      <h2>{t("payee.title")}</h2>
      {item.payee && !editing ? (
        <p>
          {item.payee.name} · {item.payee.bank} · {item.payee.account_masked}{" "}
          <Button size="small" className="no-print" onClick={() => setEditing(true)}>{t("payee.change")}</Button>
        </p>
      ) : (
        <Form<Entered>
          layout="vertical"
          requiredMark={false}
          initialValues={{ name: item.payee?.name ?? item.subject.name, bank: item.payee?.bank ?? "" }}
          onFinish={(entered) => save.mutate(entered)}
        >
          {save.isError && <Failure error={save.error} />}
          <div className="case-fields">
            <Form.Item name="name" label={t("payee.name")} rules={[required]}><Input maxLength={100} /></Form.Item>
            <Form.Item name="bank" label={t("payee.bank")} rules={[required]}><Input maxLength={100} /></Form.Item>
            <Form.Item name="account_number" label={t("payee.number")} rules={[required, { pattern: /^[\d ]{8,40}$/, message: t("payee.bad") }]}>
              <Input inputMode="numeric" maxLength={40} autoComplete="off" />
            </Form.Item>
          </div>
          <Button htmlType="submit" loading={save.isPending}>{t("payee.save")}</Button>
        </Form>
      )}
    </section>
  );
}
