// Registering by oneself, for an enterprise or as a person.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import { Failure } from "../../components/Loadable";
import { NewPassword } from "../../components/NewPassword";
import { useLanguage } from "../../i18n/language";
import { SubjectFields, type SubjectEntered } from "./SubjectFields";

interface Entered extends SubjectEntered { name: string; contact: string; login: string; password: string }

export default function RegisterPage() {
  const { t } = useLanguage();
  const register = useMutation({
    mutationFn: ({ type, identity, subject_name, name, contact, login, password }: Entered) =>
      request<{ login: string }>("POST", "/registrations", {
        body: { type, identity, subject_name: subject_name.trim(), name: name.trim(), contact: contact.trim(), login: login.trim(), password },
      }),
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <div className="page" style={{ maxWidth: 520 }}>
      <div className="page-head"><h1>{t("register.title")}</h1></div>
      <div className="sheet">
        {register.data ? <Alert type="success" showIcon role="status" title={t("register.done", { login: register.data.login })} action={<Link to="/sign-in">{t("session.signIn")}</Link>} /> : (
          <>
            <p className="muted" style={{ marginTop: 0 }}>{t("register.how")}</p>
            <Form layout="vertical" requiredMark={false} onFinish={register.mutate}>
              <SubjectFields />
              <Form.Item name="name" label={t("register.holder")} rules={[required]}><Input autoComplete="name" maxLength={100} /></Form.Item>
              <Form.Item name="contact" label={t("register.contact")} extra={t("register.contactUse")} rules={[required]}><Input autoComplete="tel" maxLength={200} /></Form.Item>
              <Form.Item name="login" label={t("accounts.login")} rules={[required]}><Input autoComplete="username" maxLength={64} /></Form.Item>
              <NewPassword />
              {register.isError && <div style={{ marginBottom: 16 }}><Failure error={register.error} /></div>}
              <Button type="primary" htmlType="submit" block loading={register.isPending}>{t("register.submit")}</Button>
            </Form>
          </>
        )}
      </div>
    </div>
  );
}
