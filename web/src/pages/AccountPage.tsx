// One's own account: the second factor, and where one is signed in.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, QRCode, Space, Tag } from "antd";
import { useState } from "react";
import { request } from "../api/client";
import type { Enrolment, ExternalIdentity, Items, OwnSession, SecondFactor } from "../api/types";
import { moment } from "../app/format";
import { useSession } from "../app/session";
import { ExternalButton } from "../components/ExternalButton";
import { Failure, Loadable } from "../components/Loadable";
import { NewPassword } from "../components/NewPassword";
import { Rows } from "../components/Rows";
import { Sure } from "../components/Sure";
import { useLanguage } from "../i18n/language";
import "./accounts/accounts.css";

export default function AccountPage() {
  const { t, text } = useLanguage();
  const { session } = useSession();
  return (
    <div className="page">
      <div className="page-head"><h1>{t("account.title")}</h1>{session && <span className="muted">{text(session.account.name)} · {session.account.login}</span>}</div>
      {session?.wants_second_factor ? (
        // Nothing else is answered until it is set.
        <>
          <Alert type="warning" showIcon title={t("account.factorFirst")} description={t("account.factorFirstHow")} style={{ marginBottom: 16 }} />
          <SecondFactorBox />
        </>
      ) : (
        <>
          <PasswordBox />
          <SecondFactorBox />
          <ExternalBox />
          <SessionList />
        </>
      )}
    </div>
  );
}

function PasswordBox() {
  const { t } = useLanguage();
  const { ended } = useSession();
  const change = useMutation({
    mutationFn: ({ old_password, password }: { old_password: string; password: string }) => request("POST", "/password", { body: { old_password, new_password: password } }),
    onSuccess: ended,
  });
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2>{t("account.password")}</h2>
      {change.isError && <Failure error={change.error} />}
      <p className="muted">{t("account.passwordEnds")}</p>
      <Form layout="vertical" requiredMark={false} style={{ maxWidth: 360 }} onFinish={change.mutate}>
        <Form.Item name="old_password" label={t("account.passwordOld")} rules={[{ required: true, message: t("session.required") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPassword />
        <Button type="primary" htmlType="submit" loading={change.isPending}>{t("account.password")}</Button>
      </Form>
    </section>
  );
}

function CodeForm({ label, busy, enter }: { label: string; busy: boolean; enter: (code: string) => void }) {
  const { t } = useLanguage();
  return (
    <Form layout="inline" requiredMark={false} onFinish={({ code }: { code: string }) => enter(code.trim())}>
      <Form.Item name="code" label={t("session.code")} rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: t("session.codeSix") }]}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} style={{ width: 120 }} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>{label}</Button>
    </Form>
  );
}

function SecondFactorBox() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const factor = useQuery({ queryKey: ["second-factor"], queryFn: () => request<SecondFactor>("GET", "/second-factor") });
  const changed = (now: SecondFactor) => {
    client.setQueryData(["second-factor"], now);
    void client.invalidateQueries({ queryKey: ["session"] });
    setEnrolment(null);
  };
  const begin = useMutation({ mutationFn: () => request<Enrolment>("POST", "/second-factor"), onSuccess: setEnrolment });
  const confirm = useMutation({ mutationFn: (code: string) => request<SecondFactor>("POST", "/second-factor/confirm", { body: { code } }), onSuccess: changed });
  const remove = useMutation({ mutationFn: (code: string) => request<SecondFactor>("POST", "/second-factor/remove", { body: { code } }), onSuccess: changed });
  const failure = begin.error ?? confirm.error ?? remove.error;
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2>{t("account.factor")}</h2>
      {failure && <Failure error={failure} />}
      <Loadable query={factor}>
        {({ set }) => set ? (
          <>
            <Alert type="success" showIcon title={t("account.factorSet")} style={{ marginBottom: 12 }} />
            <CodeForm label={t("account.factorRemove")} busy={remove.isPending} enter={(code) => remove.mutate(code)} />
          </>
        ) : enrolment ? (
          <Space orientation="vertical" size="middle">
            <span>{t("account.factorScan")}</span>
            <QRCode value={enrolment.uri} errorLevel="M" aria-label={t("account.factorScan")} />
            <span>{t("account.factorType")} <code>{enrolment.secret}</code></span>
            <CodeForm label={t("account.factorConfirm")} busy={confirm.isPending} enter={(code) => confirm.mutate(code)} />
          </Space>
        ) : (
          <>
            <p className="muted">{t("account.factorWhy")}</p>
            <Button onClick={() => begin.mutate()} loading={begin.isPending}>{t("account.factorBegin")}</Button>
          </>
        )}
      </Loadable>
    </section>
  );
}

/** The identity at the provider by which one signs in; nothing where no provider is set up. */
function ExternalBox() {
  const { t, text } = useLanguage();
  const { space, ended } = useSession();
  const own = useQuery({ queryKey: ["external"], queryFn: () => request<Items<ExternalIdentity>>("GET", "/external/identity"), enabled: space?.external !== undefined });
  const part = useMutation({
    mutationFn: () => request("POST", "/external/identity/remove"),
    onSuccess: ended,
  });
  if (!space?.external) return null;
  const name = text(space.external.name);
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2>{name}</h2>
      {part.isError && <Failure error={part.error} />}
      <Loadable query={own}>
        {({ items }) => items.length > 0 ? (
          <>
            <Alert type="success" showIcon title={t("external.joined", { on: moment(items[0]!.linked) })} style={{ marginBottom: 12 }} />
            <Sure title={t("external.partSure")} onConfirm={() => part.mutate()}><Button loading={part.isPending}>{t("external.part")}</Button></Sure>
          </>
        ) : (
          <>
            <p className="muted">{t("external.why", { name })}</p>
            <div style={{ maxWidth: 360 }}><ExternalButton label="external.join" purpose={() => ({ for: "own-account" })} /></div>
          </>
        )}
      </Loadable>
    </section>
  );
}

function SessionList() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: () => request<Items<OwnSession>>("GET", "/sessions") });
  const end = useMutation({
    mutationFn: (id: string) => request("DELETE", `/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  return (
    <section className="sheet">
      <h2>{t("account.sessions")}</h2>
      {end.isError && <Failure error={end.error} />}
      <Loadable query={sessions}>
        {({ items }) => (
          <Rows
            rowKey="id"
            dataSource={items}
            pagination={items.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: 640 }}
            columns={[
              { title: t("account.started"), render: (_, row) => moment(row.started) },
              { title: t("account.lastSeen"), render: (_, row) => moment(row.last_seen) },
              { title: t("account.source"), dataIndex: "source" },
              { title: t("account.agent"), dataIndex: "agent", ellipsis: true },
              {
                key: "end",
                render: (_, row) => row.current
                  ? <Tag color="processing">{t("account.current")}</Tag>
                  : <Button size="small" loading={end.isPending} onClick={() => end.mutate(row.id)}>{t("account.end")}</Button>,
              },
            ]}
          />
        )}
      </Loadable>
    </section>
  );
}
