// One account: its roles, whether it can be used, where it is signed in, and what an administrator may do.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Descriptions, Form, Input, Space } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { AccountEntry, AccountSession, IssuedLink, Items, RoleHeld } from "../../api/types";
import { moment } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { Sure } from "../../components/Sure";
import { useLanguage } from "../../i18n/language";
import { StateTags } from "./AccountsPage";
import { LinkBox } from "./LinkBox";
import { RoleFields, wanted, type RoleEntered } from "./RoleFields";
import { useRoleName } from "./RoleTags";
import "./accounts.css";

export default function AccountDetailPage() {
  const { id = "" } = useParams();
  const { t, text } = useLanguage();
  const { session } = useSession();
  const account = useQuery({ queryKey: ["accounts", id], queryFn: () => request<AccountEntry>("GET", `/accounts/${id}`) });
  // Nobody changes its own account here; the service refuses it as well.
  const manages = hasRole(session, "administrator") && session?.account.id !== id;
  return (
    <div className="page">
      <p><Link to="/accounts">‹ {t("accounts.back")}</Link></p>
      <Loadable query={account}>
        {(found) => (
          <>
            <div className="page-head">
              <h1>{text(found.name)}</h1>
              <span className="muted">{found.login} · {t(`accounts.kind.${found.kind}`)}</span>
              <span className="grow" />
              <StateTags account={found} />
            </div>
            <State account={found} manages={manages} />
            <External account={found} manages={manages} />
            <Roles account={found} manages={manages} />
            <Sessions id={id} manages={manages} />
          </>
        )}
      </Loadable>
    </div>
  );
}

/** Changes of the account; its answer is the account as it is then. */
function useChange(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, method = "POST", body }: { path: string; method?: "POST" | "DELETE"; body?: unknown }) =>
      request<AccountEntry>(method, `/accounts/${id}/${path}`, body === undefined ? {} : { body }),
    onSuccess: (now) => {
      client.setQueryData(["accounts", id], now);
      void client.invalidateQueries({ queryKey: ["accounts"] });
      void client.invalidateQueries({ queryKey: ["account-sessions", id] });
    },
  });
}

function State({ account, manages }: { account: AccountEntry; manages: boolean }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const change = useChange(account.id);
  const reset = useMutation({
    mutationFn: () => request<IssuedLink>("POST", `/accounts/${account.id}/reset`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["accounts", account.id] }),
  });
  const failure = change.error ?? reset.error;
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <Descriptions
        style={{ marginBottom: 12 }}
        column={{ xs: 1, md: 3 }}
        items={[
          { key: "last", label: t("accounts.lastSignIn"), children: account.last_sign_in ? moment(account.last_sign_in) : t("accounts.never") },
          { key: "factor", label: t("accounts.factor"), children: t(account.second_factor ? "accounts.set" : "accounts.notSet") },
          { key: "made", label: t("accounts.created"), children: moment(account.created) },
        ]}
      />
      {failure && <div style={{ marginBottom: 12 }}><Failure error={failure} /></div>}
      {reset.data && <div style={{ marginBottom: 12 }}><LinkBox link={reset.data} /></div>}
      {manages && (
        <Space wrap>
          {account.disabled ? (
            <Button type="primary" loading={change.isPending} onClick={() => change.mutate({ path: "enable" })}>{t("accounts.enable")}</Button>
          ) : (
            <>
              <Sure title={t("accounts.resetSure")} onConfirm={() => reset.mutate()}><Button loading={reset.isPending}>{t("accounts.reset")}</Button></Sure>
              {account.second_factor && (
                <Sure title={t("accounts.dropFactorSure")} onConfirm={() => change.mutate({ path: "second-factor/remove" })}><Button>{t("accounts.dropFactor")}</Button></Sure>
              )}
              <Sure title={t("accounts.disableSure")} onConfirm={() => change.mutate({ path: "disable" })}><Button danger loading={change.isPending}>{t("accounts.disable")}</Button></Sure>
            </>
          )}
        </Space>
      )}
    </section>
  );
}

/** The provider's subject by which the holder signs in; entered by who administers, as the provider gives it. */
function External({ account, manages }: { account: AccountEntry; manages: boolean }) {
  const { t, text } = useLanguage();
  const { space } = useSession();
  const change = useChange(account.id);
  if (!space?.external) return null;
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2>{text(space.external.name)}</h2>
      {change.isError && <Failure error={change.error} />}
      {account.external.map((one) => (
        <p key={one.issuer}>
          {t("external.joined", { on: moment(one.linked) })} · {t(`external.how.${one.how}`)} · <span className="muted">{one.issuer}</span>{" "}
          {manages && <Sure title={t("external.partSureOther")} onConfirm={() => change.mutate({ path: "external/remove" })}><Button size="small">{t("external.part")}</Button></Sure>}
        </p>
      ))}
      {account.external.length === 0 && !manages && <p className="muted">{t("accounts.notSet")}</p>}
      {account.external.length === 0 && manages && (
        <Form layout="inline" requiredMark={false} onFinish={({ subject }: { subject: string }) => change.mutate({ path: "external", body: { subject: subject.trim() } })}>
          <Form.Item name="subject" label={t("external.subject")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}><Input maxLength={255} style={{ width: 280 }} /></Form.Item>
          <Button htmlType="submit" loading={change.isPending}>{t("external.joinOther")}</Button>
        </Form>
      )}
    </section>
  );
}

function Roles({ account, manages }: { account: AccountEntry; manages: boolean }) {
  const { t } = useLanguage();
  const name = useRoleName();
  const change = useChange(account.id);
  const [granting, setGranting] = useState(false);
  const revoke = (role: RoleHeld) =>
    change.mutate({ path: "roles/revoke", body: { role: role.role, unit: role.unit, subject: role.subject } });
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2>{t("accounts.roles")}</h2>
      {change.isError && !granting && <Failure error={change.error} />}
      {account.roles.length === 0 && <p className="muted">{t("accounts.noRoles")}</p>}
      <ul style={{ paddingLeft: 20 }}>
        {account.roles.map((role) => (
          <li key={role.role + role.unit + role.subject} style={{ marginBottom: 6 }}>
            <span className={role.over ? "muted" : ""}>{name(role)}</span>{" "}
            {manages && (
              <Sure title={t("accounts.revokeSure", { role: name(role) })} onConfirm={() => revoke(role)}><Button size="small">{t("accounts.revoke")}</Button></Sure>
            )}
          </li>
        ))}
      </ul>
      {manages && <Button onClick={() => { change.reset(); setGranting(true); }}>{t("accounts.grant")}</Button>}
      {granting && <GrantDialog change={change} close={() => setGranting(false)} />}
    </section>
  );
}

function GrantDialog({ change, close }: { change: ReturnType<typeof useChange>; close: () => void }) {
  const { t } = useLanguage();
  const [form] = Form.useForm<RoleEntered>();
  return (
    <Dialog open title={t("accounts.grant")} okText={t("accounts.grant")} onCancel={close} onOk={() => form.submit()} confirmLoading={change.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(entered) => change.mutate({ path: "roles", body: wanted(entered) }, { onSuccess: close })}>
        <RoleFields path={[]} />
        {change.isError && <Failure error={change.error} />}
      </Form>
    </Dialog>
  );
}

function Sessions({ id, manages }: { id: string; manages: boolean }) {
  const { t } = useLanguage();
  const change = useChange(id);
  const sessions = useQuery({ queryKey: ["account-sessions", id], queryFn: () => request<Items<AccountSession>>("GET", `/accounts/${id}/sessions`) });
  return (
    <section className="sheet">
      <h2>{t("accounts.sessions")}</h2>
      {change.isError && <Failure error={change.error} />}
      <Loadable query={sessions}>
        {({ items }) => items.length === 0 ? <p className="muted">{t("accounts.noSessions")}</p> : (
          <>
            <Rows
              rowKey="id"
              dataSource={items}
              pagination={false}
              scroll={{ x: 640 }}
              columns={[
                { title: t("account.started"), render: (_, row) => moment(row.started) },
                { title: t("account.lastSeen"), render: (_, row) => moment(row.last_seen) },
                { title: t("account.source"), dataIndex: "source" },
                { title: t("account.agent"), dataIndex: "agent", ellipsis: true },
                ...(manages ? [{ key: "end", render: (_: unknown, row: AccountSession) => <Button size="small" onClick={() => change.mutate({ path: `sessions/${row.id}`, method: "DELETE" })}>{t("account.end")}</Button> }] : []),
              ]}
            />
            {manages && <p><Button danger onClick={() => change.mutate({ path: "sessions", method: "DELETE" })}>{t("accounts.endAll")}</Button></p>}
          </>
        )}
      </Loadable>
    </section>
  );
}
