// Who acts for the subject, who is invited to, and for how long: its manager's business.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, DatePicker, Form, Input, Radio, Space, Tag } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { request } from "../../api/client";
import type { IssuedInvitation, MemberList } from "../../api/types";
import { moment } from "../../app/format";
import { useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { Sure } from "../../components/Sure";
import { useLanguage } from "../../i18n/language";
import { LinkBox } from "../accounts/LinkBox";

const roles = ["reader", "preparer", "applicant", "manager"] as const;

export function Members({ subject }: { subject: string }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const client = useQueryClient();
  const [inviting, setInviting] = useState(false);
  const key = ["members", subject];
  const found = useQuery({ queryKey: key, queryFn: () => request<MemberList>("GET", `/subjects/${subject}/members`) });
  const change = useMutation({
    mutationFn: ({ method, path, body }: { method: "POST" | "DELETE"; path: string; body?: unknown }) =>
      request<MemberList>(method, `/subjects/${subject}/${path}`, body === undefined ? {} : { body }),
    onSuccess: (now) => client.setQueryData(key, now),
  });
  return (
    <>
      <p className="muted">{t("members.how")}</p>
      {change.isError && <div style={{ marginBottom: 12 }}><Failure error={change.error} /></div>}
      <Loadable query={found}>
        {({ members, invitations }) => (
          <>
            <Rows
              rowKey={(member) => member.account + member.role}
              dataSource={members}
              pagination={false}
              scroll={{ x: 640 }}
              locale={{ emptyText: t("members.none") }}
              columns={[
                { title: t("accounts.name"), render: (_, member) => <>{text(member.name)} <span className="muted">{member.login}</span> {member.disabled && <Tag color="error">{t("accounts.disabled")}</Tag>}</> },
                { title: t("accounts.role"), render: (_, member) => <>{text(member.title)} <span className="muted">{t(`members.role.${member.role}`)}</span></> },
                { title: t("members.until"), render: (_, member) => (member.until ? (member.over ? `${member.until} · ${t("accounts.over")}` : member.until) : t("members.lasting")) },
                {
                  key: "end",
                  render: (_, member) => member.account !== session?.account.id && (
                    <Sure title={t("members.endSure", { name: text(member.name) })} onConfirm={() => change.mutate({ method: "POST", path: "members/end", body: { account: member.account, role: member.role } })}>
                      <Button size="small">{t("members.end")}</Button>
                    </Sure>
                  ),
                },
              ]}
            />
            {invitations.length > 0 && (
              <>
                <h3>{t("members.invitations")}</h3>
                <ul style={{ paddingLeft: 20 }}>
                  {invitations.map((open) => (
                    <li key={open.id} style={{ marginBottom: 6 }}>
                      {[open.name, text(open.title), open.until && t("accounts.untilDay", { day: open.until })].filter(Boolean).join(" · ")}{" "}
                      <span className="muted">{t("members.expires", { moment: moment(open.expires) })}</span>{" "}
                      <Button size="small" onClick={() => change.mutate({ method: "DELETE", path: `invitations/${open.id}` })}>{t("members.cancel")}</Button>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <p><Button type="primary" onClick={() => setInviting(true)}>{t("members.invite")}</Button></p>
          </>
        )}
      </Loadable>
      {inviting && <InviteDialog subject={subject} close={() => setInviting(false)} />}
    </>
  );
}

interface Entered { name: string; role: (typeof roles)[number]; until?: Dayjs | null }

function InviteDialog({ subject, close }: { subject: string; close: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered>();
  const invite = useMutation({
    mutationFn: ({ name, role, until }: Entered) =>
      request<IssuedInvitation>("POST", `/subjects/${subject}/invitations`, { body: { name: name.trim(), role, ...(until ? { until: until.format("YYYY-MM-DD") } : {}) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["members", subject] }),
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <Dialog
      open
      title={t("members.invite")}
      okText={invite.data ? undefined : t("members.invite")}
      onCancel={close}
      onOk={() => (invite.data ? close() : form.submit())}
      confirmLoading={invite.isPending}
      cancelButtonProps={invite.data ? { style: { display: "none" } } : {}}
    >
      {invite.data ? <LinkBox invitation link={{ login: invite.data.name, token: invite.data.token, expires: invite.data.expires }} /> : (
        <Form form={form} layout="vertical" requiredMark={false} initialValues={{ role: "preparer" }} onFinish={invite.mutate}>
          <Form.Item name="name" label={t("members.who")} rules={[required]}><Input maxLength={100} autoComplete="off" /></Form.Item>
          <Form.Item name="role" label={t("members.may")} rules={[required]}>
            <Radio.Group><Space orientation="vertical">{roles.map((role) => <Radio key={role} value={role}>{t(`members.role.${role}`)}</Radio>)}</Space></Radio.Group>
          </Form.Item>
          <Form.Item name="until" label={t("accounts.until")}><DatePicker style={{ width: "100%" }} /></Form.Item>
          {invite.isError && <Failure error={invite.error} />}
        </Form>
      )}
    </Dialog>
  );
}
