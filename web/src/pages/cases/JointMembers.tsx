// Who applies together: the lead names them with their shares, each confirms or declines by its own account.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, InputNumber, Select, Space, Tag } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Case, JointMember } from "../../api/types";
import { useDraft } from "../../app/draft";
import { yuan } from "../../app/format";
import { useSession } from "../../app/session";
import { Failure } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useSubjectTypes } from "../../components/subjectTypes";
import { Sure } from "../../components/Sure";
import { useLanguage } from "../../i18n/language";
import { PayeeForm } from "./PayeeForm";
import { hundredths, percent, sumOf } from "./shares";

interface Entered { share: number; members?: { type: string; identity: string; share: number }[] }

const place = (item: Case) => `members/${item.id}`;

const colours = { invited: "processing", confirmed: "success", declined: "error" } as const;

/** `editable`: it is with the lead, and whoever looks may prepare it. */
export function JointMembers({ item, editable }: { item: Case; editable: boolean }) {
  const { t } = useLanguage();
  const { restored } = useDraft<Entered>(place(item));
  const [editing, setEditing] = useState(restored);
  if (!item.joint || (item.members.length === 0 && !editable)) return null;
  const rows = [
    { key: item.subject.id, name: item.subject.name, share: item.share, member: undefined as JointMember | undefined },
    ...item.members.map((member) => ({ key: member.subject.id, name: member.subject.name, share: member.share, member: member as JointMember | undefined })),
  ];
  return (
    <section className="sheet">
      <h2>{t("joint.title")}</h2>
      {item.members.length > 0 && (
        <Rows
          rowKey="key"
          size="small"
          pagination={false}
          dataSource={rows}
          columns={[
            { title: t("joint.who"), dataIndex: "name" },
            { title: t("joint.share"), align: "right", render: (_, row) => percent(row.share) },
            ...(item.by_shares
              ? [{ title: t("joint.account"), render: (_: unknown, { member }: { member: JointMember | undefined }) => member
                ? <>{member.payee ? `${member.payee.bank} ${member.payee.account_masked}` : t(member.has_payee ? "joint.accountEntered" : "joint.accountMissing")}{member.amount_fen > 0 && ` · ${yuan(member.amount_fen)}`}</>
                : item.payee && `${item.payee.bank} ${item.payee.account_masked}` }]
              : []),
            {
              title: t("joint.state"),
              render: (_, { member }) => member
                ? <><Tag color={colours[member.state]}>{t(`joint.${member.state}`)}</Tag>{member.reason && <span className="muted">{member.reason}</span>}</>
                : t(item.by_shares ? "joint.leads" : "joint.lead"),
            },
          ]}
        />
      )}
      {editable && (editing
        ? <MembersForm item={item} close={() => setEditing(false)} />
        : <>
            <p className="muted">{t(item.by_shares ? "joint.hintShares" : "joint.hint")}</p>
            <Button className="no-print" onClick={() => setEditing(true)}>{t(item.members.length > 0 ? "joint.change" : "joint.edit")}</Button>
          </>)}
    </section>
  );
}

function MembersForm({ item, close }: { item: Case; close: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered>();
  const entered = Form.useWatch([], form) as Entered | undefined;
  const typeName = useSubjectTypes();
  const { kept, restored, keep, forget } = useDraft<Entered>(place(item));
  const save = useMutation({
    mutationFn: (values: Entered) =>
      request<Case>("PUT", `/cases/${item.id}/members`, {
        body: { share: hundredths(values.share), members: (values.members ?? []).map((one) => ({ type: one.type, identity: one.identity.trim(), share: hundredths(one.share) })) },
      }),
    onSuccess: (changed) => {
      forget();
      client.setQueryData(["case", item.id], changed);
      close();
    },
  });
  const types = item.joint?.with ?? [];
  const required = { required: true, message: t("session.required") };
  const sum = sumOf([entered?.share, ...(entered?.members ?? []).map((one) => one?.share)]);
  const alone = (entered?.members ?? []).length === 0;
  return (
    <Form<Entered>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        share: item.members.length > 0 ? item.share / 100 : 100,
        members: item.members.map((one) => ({ type: one.type, identity: one.identity, share: one.share / 100 })),
        ...kept,
      }}
      onValuesChange={(_, now: Entered) => keep(now)}
      onFinish={(values) => save.mutate(values)}
    >
      {save.isError && <Failure error={save.error} />}
      {restored && <Alert type="info" showIcon title={t("app.restored")} style={{ marginBottom: 12 }} />}
      <Form.Item name="share" label={t("joint.shareOf", { name: item.subject.name })} rules={[required]}><InputNumber min={0} max={100} precision={2} /></Form.Item>
      <Form.List name="members">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <Space key={key} wrap align="end" style={{ width: "100%" }}>
                <Form.Item name={[name, "type"]} label={t("joint.type")} rules={[required]}><Select style={{ minWidth: 120 }} options={types.map((value) => ({ value, label: typeName(value) }))} /></Form.Item>
                <Form.Item name={[name, "identity"]} label={t("joint.member")} rules={[{ ...required, whitespace: true }]}><Input maxLength={60} /></Form.Item>
                <Form.Item name={[name, "share"]} label={t("joint.share")} rules={[required]}><InputNumber min={0} max={100} precision={2} /></Form.Item>
                <Form.Item><Button onClick={() => remove(name)}>{t("joint.remove")}</Button></Form.Item>
              </Space>
            ))}
            {fields.length < (item.joint?.most ?? 0) && <Form.Item><Button onClick={() => add({ type: types[0], share: 0 })}>{t("joint.add")}</Button></Form.Item>}
          </>
        )}
      </Form.List>
      {!alone && sum !== 10_000 && <Alert type="info" showIcon title={t("joint.sum", { sum: percent(sum) })} style={{ marginBottom: 12 }} />}
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!alone && sum !== 10_000}>{t(alone ? "joint.alone" : "joint.save")}</Button>
        <Button onClick={() => { forget(); close(); }}>{t("app.cancel")}</Button>
      </Space>
    </Form>
  );
}

/** What a member who is signed in is asked. */
export function JointAnswer({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const client = useQueryClient();
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState("");
  const own = item.members.find((member) => session?.subjects.some((subject) => subject.id === member.subject.id && subject.roles.some((role) => role === "applicant" || role === "manager")));
  const answer = useMutation({
    mutationFn: (body: { confirms: boolean; reason?: string }) => request<Case | undefined>("POST", `/cases/${item.id}/members/${own!.subject.id}`, { body }),
    onSuccess: (changed) => {
      if (changed) client.setQueryData(["case", item.id], changed);
      else void client.invalidateQueries({ queryKey: ["case", item.id] });
    },
  });
  const open = item.open_steps.some((step) => step.kind === "apply");
  if (!own || own.state === "declined") return null;
  // Paid by shares, a member enters its own account, and corrects it when the bank has refused it.
  const account = item.by_shares && own.share > 0 && !item.ended && <PayeeForm key={own.payee?.account_masked ?? ""} item={item} member={own} />;
  if (!open) return account || null;
  return (
    <>
    {account}
    <section className="sheet no-print">
      <h2>{t("joint.title")}</h2>
      <p>{t(item.by_shares ? "joint.askedShares" : "joint.asked", { lead: item.subject.name, title: text(item.provision_title), share: percent(own.share) })}</p>
      {answer.isError && <Failure error={answer.error} />}
      {declining ? (
        <Space.Compact style={{ width: "100%" }}>
          <Input aria-label={t("joint.reason")} placeholder={t("joint.reason")} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button danger disabled={reason.trim() === ""} loading={answer.isPending} onClick={() => answer.mutate({ confirms: false, reason: reason.trim() })}>{t("joint.decline")}</Button>
        </Space.Compact>
      ) : (
        <Space wrap>
          {own.state === "invited"
            ? <Sure title={t("joint.confirmSure")} onConfirm={() => answer.mutate({ confirms: true })}><Button type="primary" loading={answer.isPending}>{t("joint.confirm")}</Button></Sure>
            : <Tag color="success">{t("joint.confirmed")}</Tag>}
          <Button onClick={() => setDeclining(true)}>{t("joint.decline")}</Button>
        </Space>
      )}
    </section>
    </>
  );
}
