// Where a one-time link leads. The token stands behind the #, so that it reaches no server's or proxy's log.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form } from "antd";
import { useState } from "react";
import { Link, useLocation } from "react-router-dom";
import { request } from "../../api/client";
import { ExternalButton } from "../../components/ExternalButton";
import { Failure } from "../../components/Loadable";
import { NewPassword } from "../../components/NewPassword";
import { useLanguage } from "../../i18n/language";

export default function SetPasswordPage() {
  const { t } = useLanguage();
  const { hash } = useLocation();
  const [token] = useState(() => hash.slice(1));
  const save = useMutation({
    mutationFn: ({ password }: { password: string }) => request<{ login: string }>("POST", "/password-link", { body: { token, password } }),
  });
  return (
    <div className="page" style={{ maxWidth: 460 }}>
      <div className="page-head"><h1>{t("setPassword.title")}</h1></div>
      <div className="sheet">
        {!token ? <Alert type="warning" showIcon title={t("setPassword.noToken")} description={t("setPassword.noTokenHelp")} /> : save.data ? (
          <Alert type="success" showIcon role="status" title={t("setPassword.done", { login: save.data.login })} action={<Link to="/sign-in">{t("session.signIn")}</Link>} />
        ) : (
          <>
            <p className="muted" style={{ marginTop: 0 }}>{t("setPassword.how")}</p>
            {save.isError && <div style={{ marginBottom: 16 }}><Failure error={save.error} /></div>}
            <Form layout="vertical" requiredMark={false} onFinish={save.mutate}>
              <NewPassword />
              <Button type="primary" htmlType="submit" block loading={save.isPending}>{t("setPassword.save")}</Button>
            </Form>
            <ExternalButton label="external.instead" purpose={() => ({ for: "password-link", link: token })} />
          </>
        )}
      </div>
    </div>
  );
}
