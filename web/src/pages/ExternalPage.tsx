// Where the identity provider sends the browser back to: hands on what it answered, once, and asks for the
// code of the second factor where one is still wanted.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Skeleton } from "antd";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router-dom";
import { ApiError, request } from "../api/client";
import type { Session } from "../api/types";
import { externalPurpose, forgetPurpose, type ExternalPurpose } from "../app/external";
import { homeOf } from "../app/navigation";
import { useSession } from "../app/session";
import { Failure } from "../components/Loadable";
import { useLanguage } from "../i18n/language";

interface Answer { code: string; state: string; iss?: string }

export default function ExternalPage() {
  const { t } = useLanguage();
  const { search } = useLocation();
  const { loading, adopt } = useSession();
  const navigate = useNavigate();
  const begun = useRef(false);
  const [returned] = useState(() => new URLSearchParams(search));
  const [purpose] = useState<ExternalPurpose>(externalPurpose);
  const [asking, setAsking] = useState(false);

  const enter = (session: Session) => {
    adopt(session);
    const next = purpose.for === "sign-in" ? purpose.next : undefined;
    navigate(!session.wants_second_factor && next?.startsWith("/") && !next.startsWith("//") ? next : homeOf(session), { replace: true });
  };
  const finish = useMutation({
    mutationFn: async (answer: Answer) => {
      if (purpose.for === "own-account") {
        await request("POST", "/external/identity", { body: answer });
        navigate("/account", { replace: true });
        return;
      }
      const more = purpose.for === "password-link" ? { link: purpose.link }
        : purpose.for === "invitation" ? { invitation: purpose.invitation, login: purpose.login, name: purpose.name } : {};
      enter(await request<Session>("POST", "/external/session", { body: { ...answer, ...more } }));
    },
    onError: (error) => setAsking(error instanceof ApiError && error.problem.code === "identity.code-required"),
  });
  const withCode = useMutation({
    mutationFn: async ({ code }: { code: string }) => enter(await request<Session>("POST", "/external/session/code", { body: { code: code.trim() } })),
  });

  const code = returned.get("code");
  const state = returned.get("state");
  useEffect(() => {
    // The session of who joins an account has to be known before: it gives the token of the request.
    if (loading || begun.current) return;
    begun.current = true;
    // Here, not while rendering, which may be begun more than once.
    forgetPurpose();
    // Nothing of it stays in the address or the history.
    window.history.replaceState(window.history.state, "", window.location.pathname);
    const iss = returned.get("iss");
    if (code && state) finish.mutate({ code, state, ...(iss ? { iss } : {}) });
  }, [loading, returned, code, state, finish]);

  const again = <p style={{ marginBottom: 0 }}><Link to={purpose.for === "own-account" ? "/account" : "/sign-in"}>{t("external.back")}</Link></p>;
  return (
    <div className="page" style={{ maxWidth: 460 }}>
      <div className="page-head"><h1>{t("external.title")}</h1></div>
      <div className="sheet">
        {!code || !state ? (
          <>
            <Alert type="warning" showIcon role="alert" title={t("external.refused")} description={t(returned.get("error") === "access_denied" ? "external.denied" : "external.noAnswer")} />
            {again}
          </>
        ) : asking ? (
          <Form layout="vertical" requiredMark={false} onFinish={withCode.mutate}>
            {withCode.isError && <div style={{ marginBottom: 16 }}><Failure error={withCode.error} /></div>}
            <Form.Item name="code" label={t("session.code")} extra={t("session.codeWhere")} rules={[{ required: true, message: t("session.required") }]}>
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={withCode.isPending}>{t("session.signIn")}</Button>
          </Form>
        ) : finish.isError ? (
          <>
            <Failure error={finish.error} />
            {again}
          </>
        ) : <Skeleton active title={false} />}
      </div>
    </div>
  );
}
