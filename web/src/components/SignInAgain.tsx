// Over the page of somebody whose session ended at work: signing in again goes on where they were, with everything that
// they had typed. What lies beneath is covered, as nobody is signed in.
import { Button, Form, Input } from "antd";
import { useSession } from "../app/session";
import { useLanguage } from "../i18n/language";
import { Dialog } from "./Dialog";
import { Failure } from "./Loadable";
import { CodeField, useSigning } from "./Signing";

interface Entered { password: string; code?: string }

export function SignInAgain() {
  const { t } = useLanguage();
  const { session, lost, signInAgain, signOut } = useSession();
  if (!lost || !session) return null;
  return (
    <Dialog open title={t("session.lost")} closable={false} keyboard={false} mask={{ closable: false }} footer={null} styles={{ mask: { background: "#f5f6f8" } }}>
      <p>{t("session.lostWhy", { login: session.account.login })}</p>
      <Again signInAgain={signInAgain} leave={() => void signOut()} />
      {session.external && <p>{t("session.lostExternal")} <a href="/sign-in" target="_blank" rel="noreferrer">{t("session.lostElsewhere")}</a></p>}
    </Dialog>
  );
}

function Again({ signInAgain, leave }: { signInAgain: (password: string, code?: string) => Promise<void>; leave: () => void }) {
  const { t } = useLanguage();
  const { failure, busy, asking, submit } = useSigning<Entered>((entered) => signInAgain(entered.password, entered.code?.trim()));
  const required = { required: true, message: t("session.required") };
  return (
    <Form<Entered> layout="vertical" requiredMark={false} onFinish={submit}>
      {failure !== null && <div style={{ marginBottom: 16 }}><Failure error={failure} /></div>}
      <Form.Item name="password" label={t("session.password")} rules={[required]}><Input.Password autoComplete="current-password" autoFocus /></Form.Item>
      {asking && <CodeField />}
      <Button type="primary" htmlType="submit" loading={busy}>{t("session.signIn")}</Button>{" "}
      <Button onClick={leave}>{t("session.leave")}</Button>
    </Form>
  );
}
