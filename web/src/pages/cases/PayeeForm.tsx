// Where the money goes: asked of the applicant, and asked again when the bank refused the account. What is typed is
// kept until it is saved or given up.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Space } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Case, JointMember, Payee } from "../../api/types";
import { useDraft } from "../../app/draft";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

interface Entered { name: string; bank: string; account_number: string }
interface Props { item: Case; member?: JointMember }

const place = ({ item, member }: Props) => `payee/${item.id}/${member?.subject.id ?? ""}`;

/** `member`: one of a joint application that is paid its own share; else who applies. */
export function PayeeForm(props: Props) {
  const { item, member } = props;
  const payee = member ? member.payee : item.payee;
  const { t } = useLanguage();
  const { restored } = useDraft<Entered>(place(props));
  const [editing, setEditing] = useState(restored);
  return (
    <section className="sheet">
      <h2>{t("payee.title")}</h2>
      {payee && !editing ? (
        <p>
          {payee.name} · {payee.bank} · {payee.account_masked}{" "}
          <Button size="small" className="no-print" onClick={() => setEditing(true)}>{t("payee.change")}</Button>
        </p>
      ) : (
        <AccountForm {...props} payee={payee} close={() => setEditing(false)} />
      )}
    </section>
  );
}

function AccountForm({ payee, close, ...props }: Props & { payee: Payee | null; close: () => void }) {
  const { item, member } = props;
  const { t } = useLanguage();
  const client = useQueryClient();
  const { kept, restored, keep, forget } = useDraft<Entered>(place(props));
  const save = useMutation({
    mutationFn: (entered: Entered) =>
      request<Case>("PUT", `/cases/${item.id}/payee`, { body: { ...entered, account_number: entered.account_number.replace(/\s/g, ""), ...(member ? { subject: member.subject.id } : {}) } }),
    onSuccess: (changed) => {
      forget();
      client.setQueryData(["case", item.id], changed);
      close();
    },
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <Form<Entered>
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: payee?.name ?? (member ?? item).subject.name, bank: payee?.bank ?? "", ...kept }}
      onValuesChange={(_, entered: Entered) => keep(entered)}
      onFinish={(entered) => save.mutate(entered)}
    >
      {save.isError && <Failure error={save.error} />}
      {restored && <Alert type="info" showIcon title={t("app.restored")} style={{ marginBottom: 12 }} />}
      <div className="case-fields">
        <Form.Item name="name" label={t("payee.name")} rules={[required]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="bank" label={t("payee.bank")} rules={[required]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="account_number" label={t("payee.number")} rules={[required, { pattern: /^[\d ]{8,40}$/, message: t("payee.bad") }]}>
          <Input inputMode="numeric" maxLength={40} autoComplete="off" />
        </Form.Item>
      </div>
      <Space wrap>
        <Button htmlType="submit" loading={save.isPending}>{t("payee.save")}</Button>
        {payee && <Button onClick={() => { forget(); close(); }}>{t("action.cancel")}</Button>}
      </Space>
    </Form>
  );
}
