// An enterprise's own space: what it is due, what is on record of it, its cases and what it was paid.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Empty, Grid, Select, Space, Tabs, Tag } from "antd";
import { useState, type ReactNode } from "react";
import { Link, useNavigate } from "react-router-dom";
import { request } from "../../api/client";
import type { Case, Claim, ProvisionResult, SubjectSpace } from "../../api/types";
import { yuan } from "../../app/format";
import { useSession } from "../../app/session";
import { ExportButton } from "../../components/ExportButton";
import { DeterminationView } from "../../components/DeterminationView";
import { Failure, Loadable } from "../../components/Loadable";
import { useProvisions } from "../../components/provisions";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { CaseTable } from "../cases/CaseTable";
import { HistoryTable, RecordDesk } from "../subjects/RecordDesk";
import { Members } from "./Members";
import { Offers } from "./Offers";
import { OwnRegistrations } from "./OwnRegistrations";
import { OwnEntries } from "../registers/OwnEntries";

export default function EnterprisePage() {
  const { t } = useLanguage();
  const { session } = useSession();
  const subjects = session?.subjects ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? subjects[0]?.id;
  const space = useQuery({
    queryKey: ["subject", id],
    queryFn: () => request<SubjectSpace>("GET", `/subjects/${id}`),
    enabled: id !== undefined,
  });
  if (!id) return <OwnRegistrations />;
  const roles = subjects.find((subject) => subject.id === id)?.roles ?? [];
  return (
    <div className="page">
      <Loadable query={space}>
        {(loaded) => (
          <>
            <div className="page-head">
              <h1>{loaded.subject.name || loaded.subject.type}</h1>
              <span className="muted">{loaded.subject.identity}</span>
              <span className="grow" />
              {subjects.length > 1 && (
                <Select aria-label={t("enterprise.choose")} value={id} onChange={setChosen} options={subjects.map((subject) => ({ value: subject.id, label: subject.name }))} />
              )}
            </div>
            {loaded.unreadable.length > 0 && <Alert type="warning" showIcon title={t("enterprise.unreadable", { count: loaded.unreadable.length })} />}
            <Offers subject={loaded.subject} roles={roles} />
            <div className="sheet">
              <Parts
                items={[
                  { key: "due", label: t("enterprise.due"), children: <Entitlements space={loaded} /> },
                  { key: "cases", label: `${t("enterprise.cases")} (${loaded.cases.length})`, children: <CaseTable cases={loaded.cases} empty={t("enterprise.noCases")} /> },
                  { key: "entries", label: t("nav.registers"), children: <OwnEntries /> },
                  { key: "payments", label: t("enterprise.payments"), children: <Payments space={loaded} /> },
                  { key: "record", label: t("enterprise.record"), children: <RecordDesk space={loaded} /> },
                  { key: "history", label: t("subjects.history"), children: <HistoryTable subject={loaded.subject.id} /> },
                  ...(roles.includes("manager") ? [{ key: "members", label: t("members.title"), children: <Members subject={id} /> }] : []),
                ]}
              />
            </div>
          </>
        )}
      </Loadable>
    </div>
  );
}

/** Tabs; on a small screen, which has no room for them, a choice. */
function Parts({ items }: { items: { key: string; label: string; children: ReactNode }[] }) {
  const { t } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const [part, setPart] = useState(items[0]!.key);
  if (wide) return <Tabs activeKey={part} onChange={setPart} items={items} />;
  return (
    <>
      <Select aria-label={t("enterprise.part")} value={part} onChange={setPart} options={items.map(({ key, label }) => ({ value: key, label }))} style={{ width: "100%", marginBottom: 16 }} />
      {items.find(({ key }) => key === part)?.children}
    </>
  );
}

function Entitlements({ space }: { space: SubjectSpace }) {
  return <DeterminationView determination={space.determination} extra={(provision, claim) => <ClaimActions space={space} provision={provision} claim={claim} />} />;
}

function ClaimActions({ space, provision, claim }: { space: SubjectSpace; provision: ProvisionResult; claim: Claim }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const entry = space.entitlements.find(
    (item) => item.provision === provision.id && provision.policy === item.package && item.matter_key === (claim.matter?.key ?? ""),
  );
  const open = useMutation({
    mutationFn: (mode: "apply" | "confirm") =>
      request<Case>("POST", "/cases", {
        body: { subject: space.subject.id, package: entry!.package, provision: provision.id, matter_key: entry!.matter_key, mode },
      }),
    onSuccess: (opened) => {
      void client.invalidateQueries({ queryKey: ["subject"] });
      navigate(`/cases/${opened.id}`);
    },
  });
  const roles = session?.subjects.find((subject) => subject.id === space.subject.id)?.roles ?? [];
  if (!entry) return null;
  // A case that has ended (lapsed, withdrawn, rejected) does not stand in the way of a new one.
  const ended = space.cases.find((item) => item.id === entry.case_id)?.ended ?? false;
  const last = entry.case_id && <p><Link to={`/cases/${entry.case_id}`}>{t(ended ? "enterprise.lastCase" : "enterprise.openCase")}</Link></p>;
  if (entry.case_id && !ended) return last;
  if (!roles.some((role) => role !== "reader")) return last;
  if (claim.status !== "due" || (claim.amount_fen === undefined && claim.max_fen === undefined) || claim.amount_fen === 0) return last;
  return (
    <>
      {last}
      {open.isError && <Failure error={open.error} />}
      <Space wrap style={{ marginTop: 8 }} data-provision={provision.id}>
        {entry.confirmable && <Button type="primary" loading={open.isPending} onClick={() => open.mutate("confirm")}>{t("enterprise.confirm")}</Button>}
        <Button type={entry.confirmable ? "default" : "primary"} loading={open.isPending} onClick={() => open.mutate("apply")}>{t("enterprise.apply")}</Button>
        {entry.confirmable && <Tag color="success">{t("enterprise.confirmable")}</Tag>}
      </Space>
    </>
  );
}

function Payments({ space }: { space: SubjectSpace }) {
  const { t } = useLanguage();
  const provision = useProvisions(space.payments.map((paid) => paid.package));
  return (
    <>
      {space.payments.length > 0 && <p><ExportButton path="/payments/export" /></p>}
      <Rows
        rowKey={(paid) => paid.case_id + paid.on + paid.amount_fen}
        dataSource={space.payments}
        pagination={false}
        scroll={{ x: 480 }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("enterprise.noPayments")} /> }}
        columns={[
          { title: t("case.reference"), render: (_, paid) => <Link to={`/cases/${paid.case_id}`}>{paid.reference}</Link> },
          { title: t("case.provision"), render: (_, paid) => provision(paid.package, paid.provision) },
          { title: t("case.amountYuan"), align: "right", render: (_, paid) => <span className="amount">{yuan(paid.amount_fen)}</span> },
          { title: t("enterprise.paidOn"), dataIndex: "on" },
        ]}
      />
    </>
  );
}
