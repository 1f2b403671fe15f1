// The accounts of the space: the administrator's to manage, the auditor's to look at.
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Empty, Input, Select, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { AccountEntry, Items } from "../../api/types";
import { moment } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { InviteManagerDialog } from "./InviteManagerDialog";
import { NewAccountDialog } from "./NewAccountDialog";
import { RoleTags } from "./RoleTags";
import { usePermissions } from "./useRoles";
import "./accounts.css";

const pageSize = 20;

export function StateTags({ account }: { account: AccountEntry }) {
  const { t } = useLanguage();
  return (
    <>
      {account.disabled ? <Tag color="error">{t("accounts.disabled")}</Tag> : account.password ? <Tag color="success">{t("accounts.enabled")}</Tag> : <Tag color="warning">{t("accounts.noPassword")}</Tag>}
      {account.link && <Tag color="processing">{t("accounts.link")}</Tag>}
    </>
  );
}

export default function AccountsPage() {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const [q, setQ] = useState("");
  const [role, setRole] = useState("");
  const [page, setPage] = useState(1);
  const [making, setMaking] = useState(false);
  const [inviting, setInviting] = useState(false);
  const table = usePermissions();
  const found = useQuery({
    queryKey: ["accounts", q, role, page],
    queryFn: () => request<Items<AccountEntry>>("GET", "/accounts", { query: { q, role, limit: pageSize, offset: (page - 1) * pageSize } }),
    placeholderData: (before) => before,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.accounts")}</h1>
        <span className="grow" />
        {hasRole(session, "administrator") && (
          <>
            <Button onClick={() => setInviting(true)}>{t("accounts.inviteManager")}</Button>
            <Button type="primary" onClick={() => setMaking(true)}>{t("accounts.new")}</Button>
          </>
        )}
      </div>
      <Alert type="info" showIcon title={t("accounts.rules")} style={{ marginBottom: 16 }} />
      <div className="accounts-filter">
        <Input.Search allowClear placeholder={t("accounts.search")} aria-label={t("accounts.search")} style={{ width: 260 }} onSearch={(value) => { setQ(value.trim()); setPage(1); }} />
        <Select
          aria-label={t("accounts.role")}
          style={{ width: 200 }}
          value={role}
          onChange={(value: string) => { setRole(value); setPage(1); }}
          options={[{ value: "", label: t("accounts.anyRole") }, ...(table.data?.roles ?? []).filter((one) => one.belongs !== "nothing").map((one) => ({ value: one.id, label: text(one.title) }))]}
        />
      </div>
      <div className="sheet">
        <Loadable query={found}>
          {({ items, total = 0 }) => (
            <Rows
              rowKey="id"
              dataSource={items}
              scroll={{ x: 860 }}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("accounts.none")} /> }}
              pagination={total > pageSize ? { current: page, pageSize, total, onChange: setPage, showSizeChanger: false } : false}
              columns={[
                { title: t("accounts.login"), render: (_, account) => <Link to={`/accounts/${account.id}`}>{account.login}</Link> },
                { title: t("accounts.name"), render: (_, account) => text(account.name) },
                { title: t("accounts.kind"), render: (_, account) => t(`accounts.kind.${account.kind}`) },
                { title: t("accounts.roles"), width: 320, render: (_, account) => <RoleTags roles={account.roles} /> },
                { title: t("accounts.state"), render: (_, account) => <StateTags account={account} /> },
                { title: t("accounts.factor"), render: (_, account) => t(account.second_factor ? "accounts.set" : "accounts.notSet") },
                { title: t("accounts.lastSignIn"), render: (_, account) => (account.last_sign_in ? moment(account.last_sign_in) : t("accounts.never")) },
              ]}
            />
          )}
        </Loadable>
      </div>
      {making && <NewAccountDialog close={() => setMaking(false)} />}
      {inviting && <InviteManagerDialog close={() => setInviting(false)} />}
    </div>
  );
}
