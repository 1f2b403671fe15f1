// A new live space has nobody in it: whoever started the service makes its first administrator here.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { Link, useLocation } from "react-router-dom";
import { request } from "../../api/client";
import { Failure } from "../../components/Loadable";
import { NewPassword } from "../../components/NewPassword";
import { useLanguage } from "../../i18n/language";

interface Entered { token: string; login: string; name: string; password: string }

export default function FirstAdministratorPage() {
  const { t } = useLanguage();
  const { hash } = useLocation();
  const make = useMutation({
    mutationFn: ({ token, login, name, password }: Entered) =>
      request("POST", "/first-administrator", { body: { token: token.trim(), login: login.trim(), name: name.trim(), password } }),
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <div className="page" style={{ maxWidth: 460 }}>
      <div className="page-head"><h1>{t("firstAdministrator.title")}</h1></div>
      <div className="sheet">
        {make.isSuccess ? (
          <Alert type="success" showIcon role="status" title={t("setPassword.done", { login: make.variables.login })} action={<Link to="/sign-in">{t("session.signIn")}</Link>} />
        ) : (
          <>
            <p className="muted" style={{ marginTop: 0 }}>{t("firstAdministrator.how")}</p>
            {make.isError && <div style={{ marginBottom: 16 }}><Failure error={make.error} /></div>}
            <Form layout="vertical" requiredMark={false} initialValues={{ token: hash.slice(1) }} onFinish={make.mutate}>
              <Form.Item name="token" label={t("firstAdministrator.token")} rules={[required]}><Input autoComplete="off" /></Form.Item>
              <Form.Item name="login" label={t("accounts.login")} rules={[required]}><Input autoComplete="username" maxLength={64} /></Form.Item>
              <Form.Item name="name" label={t("accounts.name")} rules={[required]}><Input autoComplete="name" maxLength={100} /></Form.Item>
              <NewPassword />
              <Button type="primary" htmlType="submit" block loading={make.isPending}>{t("firstAdministrator.title")}</Button>
            </Form>
          </>
        )}
      </div>
    </div>
  );
}
