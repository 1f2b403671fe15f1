// Sign-in. A training space lists its sample accounts beside the form.
import { Button, Form, Input, List } from "antd";
import { useEffect, useState } from "react";
import { useNavigate, useSearchParams } from "react-router-dom";
import { homeOf } from "../app/navigation";
import { useSession } from "../app/session";
import { Failure } from "../components/Loadable";
import { useLanguage } from "../i18n/language";

interface Entered { login: string; password: string }

export default function SignInPage() {
  const { t, text } = useLanguage();
  const { session, space, signIn } = useSession();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [form] = Form.useForm<Entered>();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  // Goes on as soon as the session is known to every page, also for somebody who is signed in already.
  useEffect(() => {
    if (!session) return;
    const next = query.get("next");
    navigate(next?.startsWith("/") && !next.startsWith("//") ? next : homeOf(session.roles), { replace: true });
  }, [session, query, navigate]);

  async function submit(entered: Entered) {
    setBusy(true);
    setFailure(null);
    try {
      await signIn(entered.login.trim(), entered.password);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  const required = { required: true, message: t("session.required") };
  return (
    <div className="page" style={{ maxWidth: 880 }}>
      <div className="page-head"><h1>{t("session.signIn")}</h1></div>
      <div className="sheet">
        <Form form={form} layout="vertical" onFinish={(entered) => void submit(entered)} style={{ maxWidth: 360 }} requiredMark={false}>
          {failure !== null && <div style={{ marginBottom: 16 }}><Failure error={failure} /></div>}
          <Form.Item name="login" label={t("session.login")} rules={[required]}><Input autoComplete="username" autoFocus /></Form.Item>
          <Form.Item name="password" label={t("session.password")} rules={[required]}><Input.Password autoComplete="current-password" /></Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>{t("session.signIn")}</Button>
        </Form>
      </div>
      {space?.sample_accounts?.length ? (
        <div className="sheet" style={{ marginTop: 16 }}>
          <List
            header={<h2 style={{ fontSize: 16, margin: 0 }}>{t("session.samples")}</h2>}
            dataSource={space.sample_accounts}
            rowKey="login"
            renderItem={(account) => (
              <List.Item actions={[<Button key="use" size="small" onClick={() => void submit(account)}>{t("session.use")}</Button>]}>
                <List.Item.Meta title={text(account.title)} description={account.login} />
              </List.Item>
            )}
          />
        </div>
      ) : null}
    </div>
  );
}
