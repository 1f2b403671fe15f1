// Sign-in. A training space lists its sample accounts beside the form.
import { Button, Form, Input } from "antd";
import { useEffect } from "react";
import { Link, useNavigate, useSearchParams } from "react-router-dom";
import { homeOf } from "../app/navigation";
import { useSession } from "../app/session";
import { ExternalButton } from "../components/ExternalButton";
import { Failure } from "../components/Loadable";
import { CodeField, useSigning } from "../components/Signing";
import { useLanguage } from "../i18n/language";
import { SampleAccounts } from "./SampleAccounts";
import "./sign-in.css";

interface Entered { login: string; password: string; code?: string }

export default function SignInPage() {
  const { t } = useLanguage();
  const { session, space, signIn } = useSession();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [form] = Form.useForm<Entered>();
  const { failure, busy, asking, submit } = useSigning<Entered>((entered) => signIn(entered.login.trim(), entered.password, entered.code?.trim()));

  // Goes on as soon as the session is known to every page, also for somebody who is signed in already.
  useEffect(() => {
    if (!session) return;
    const next = query.get("next");
    navigate(!session.wants_second_factor && next?.startsWith("/") && !next.startsWith("//") ? next : homeOf(session), { replace: true });
  }, [session, query, navigate]);

  const required = { required: true, message: t("session.required") };
  const samples = space?.sample_accounts ?? [];
  return (
    <div className="page" style={{ maxWidth: samples.length > 0 ? 1200 : 420 }}>
      <div className="page-head"><h1>{t("session.signIn")}</h1></div>
      <div className={samples.length > 0 ? "sign-in sign-in-both" : "sign-in"}>
        <div className="sheet">
          <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
            {failure !== null && <div style={{ marginBottom: 16 }}><Failure error={failure} /></div>}
            <Form.Item name="login" label={t("session.login")} rules={[required]}><Input autoComplete="username" /></Form.Item>
            <Form.Item name="password" label={t("session.password")} rules={[required]}><Input.Password autoComplete="current-password" /></Form.Item>
            {asking && <CodeField />}
            <Button type="primary" htmlType="submit" loading={busy} block>{t("session.signIn")}</Button>
          </Form>
          <ExternalButton label="external.signIn" purpose={() => ({ for: "sign-in", ...(query.get("next") ? { next: query.get("next")! } : {}) })} />
          <p style={{ margin: "16px 0 0" }}><Link to="/register">{t("register.link")}</Link></p>
          <p className="muted" style={{ margin: "8px 0 0" }}>{t("session.noneNeeded")}</p>
        </div>
        {samples.length > 0 && <SampleAccounts accounts={samples} busy={busy} onUse={submit} />}
      </div>
    </div>
  );
}
