// Where an invitation leads: taken up with the account that is signed in, or with a new one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { Link, useLocation } from "react-router-dom";
import { request } from "../../api/client";
import type { InvitationShown } from "../../api/types";
import { useSession } from "../../app/session";
import { ExternalButton } from "../../components/ExternalButton";
import { Failure, Loadable } from "../../components/Loadable";
import { NewPassword } from "../../components/NewPassword";
import { useLanguage } from "../../i18n/language";

export default function InvitationPage() {
  const { t, text } = useLanguage();
  const { hash } = useLocation();
  const [token] = useState(() => hash.slice(1));
  const { session } = useSession();
  const shown = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => request<InvitationShown>("POST", "/invitations/read", { body: { token } }),
    enabled: token !== "",
    retry: false,
    staleTime: Infinity,
  });
  return (
    <div className="page" style={{ maxWidth: 520 }}>
      <div className="page-head"><h1>{t("invitation.title")}</h1></div>
      <div className="sheet">
        {!token ? <Alert type="warning" showIcon title={t("setPassword.noToken")} description={t("setPassword.noTokenHelp")} /> : (
          <Loadable query={shown}>
            {(invitation) => (
              <>
                <p style={{ marginTop: 0 }}><strong>{t("invitation.to", { subject: invitation.subject_name, role: text(invitation.title), what: t(`members.role.${invitation.role}`) })}</strong></p>
                {invitation.until && <p>{t("invitation.until", { day: invitation.until })}</p>}
                {session ? <AcceptHere token={token} login={session.account.login} /> : <AcceptAsNew token={token} />}
              </>
            )}
          </Loadable>
        )}
      </div>
    </div>
  );
}

function AcceptHere({ token, login }: { token: string; login: string }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const accept = useMutation({
    mutationFn: () => request("POST", "/invitations/accept", { body: { token } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["session"] }),
  });
  if (accept.isSuccess) return <Alert type="success" showIcon role="status" title={t("invitation.done")} action={<Link to="/enterprise">{t("invitation.enter")}</Link>} />;
  return (
    <>
      {accept.isError && <div style={{ marginBottom: 16 }}><Failure error={accept.error} /></div>}
      <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate()}>{t("invitation.asYou", { login })}</Button>
    </>
  );
}

interface Entered { login: string; name: string; password: string }

function AcceptAsNew({ token }: { token: string }) {
  const { t } = useLanguage();
  const [form] = Form.useForm<Entered>();
  const accept = useMutation({
    mutationFn: ({ login, name, password }: Entered) =>
      request<{ login: string }>("POST", "/invitations/accept-as-new", { body: { token, login: login.trim(), name: name.trim(), password } }),
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  if (accept.data) return <Alert type="success" showIcon role="status" title={t("invitation.doneNew", { login: accept.data.login })} action={<Link to="/sign-in">{t("session.signIn")}</Link>} />;
  return (
    <>
      <p className="muted">{t("invitation.signIn")}</p>
      {accept.isError && <div style={{ marginBottom: 16 }}><Failure error={accept.error} /></div>}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={accept.mutate}>
        <Form.Item name="login" label={t("accounts.login")} rules={[required]}><Input autoComplete="username" maxLength={64} /></Form.Item>
        <Form.Item name="name" label={t("register.holder")} rules={[required]}><Input autoComplete="name" maxLength={100} /></Form.Item>
        <NewPassword />
        <Button type="primary" htmlType="submit" block loading={accept.isPending}>{t("invitation.new")}</Button>
      </Form>
      <ExternalButton label="external.accept" purpose={async () => {
        const { login, name } = await form.validateFields(["login", "name"]);
        return { for: "invitation", invitation: token, login: login.trim(), name: name.trim() };
      }} />
    </>
  );
}
