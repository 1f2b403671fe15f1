// What is due to be erased by its term and why, runs that one administrator proposes and another decides, what is
// kept although its term is over, what was erased, and which cases are held against it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Space } from "antd";
import { useState, type ReactNode } from "react";
import type { ColumnType } from "antd/es/table";
import { request } from "../../api/client";
import type { Retention } from "../../api/types";
import { moment } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { Sure } from "../../components/Sure";
import { useLanguage } from "../../i18n/language";
import { retentionMessages } from "../../i18n/retention";
import type { MessageKey } from "../../i18n/messages";

export default function RetentionPage() {
  const { t } = useLanguage();
  const retention = useQuery({ queryKey: ["retention"], queryFn: () => request<Retention>("GET", "/retention") });
  const client = useQueryClient();
  const [refusing, setRefusing] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: ({ path, reason }: { path: string; reason?: string }) => request<Retention>("POST", `/retention/runs${path}`, reason === undefined ? {} : { body: { reason } }),
    onSuccess: (now) => {
      client.setQueryData(["retention"], now);
      setRefusing(null);
    },
  });
  const kind = (id: string) => {
    const key = `retention.kind.${id}`;
    return key in retentionMessages ? t(key as MessageKey) : id;
  };
  return (
    <div className="page">
      <div className="page-head"><h1>{t("retention.title")}</h1></div>
      <p className="muted">{t("retention.intro")}</p>
      <Loadable query={retention}>
        {({ terms, due, held_back, runs, erased, held }) => (
          <>
            {change.isError && <Failure error={change.error} />}
            <Listed title={t("retention.terms")} none={t("retention.noTerms")} rows={terms} rowKey={(one) => one.kind} columns={[
              { title: t("retention.kind"), render: (_, one) => kind(one.kind) },
              { title: t("retention.days"), dataIndex: "days", align: "right" },
              { title: t("retention.says"), dataIndex: "says" },
              { title: t("retention.how"), render: (_, one) => t(one.by_clock ? "retention.byClock" : "retention.byTwo") },
              { title: t("retention.dueCount"), dataIndex: "due", align: "right" },
            ]} />
            <Listed title={t("retention.runs")} none={t("retention.noRuns")} rows={runs} rowKey={(one) => one.id}
              action={due.length > 0 && !runs.some((one) => one.state === "proposed") && (
                <Sure title={t("retention.proposeSure")} okText={t("retention.propose")} onConfirm={() => change.mutate({ path: "" })}>
                  <Button type="primary" loading={change.isPending}>{t("retention.propose")}</Button>
                </Sure>
              )}
              expanded={(one) => <ul style={{ margin: 0, paddingLeft: 18 }}>{one.records.map((record) => <li key={record.kind + record.record}>{kind(record.kind)} · {record.reference || record.record}</li>)}</ul>}
              columns={[
                { title: t("retention.proposed"), render: (_, one) => <>{moment(one.proposed)} <span className="muted">{one.proposer}</span></> },
                { title: t("retention.count"), render: (_, one) => one.records.length, align: "right" },
                { title: t("retention.state"), render: (_, one) => t(`retention.state.${one.state}`, { count: String(one.erased), reason: one.reason }) },
                { title: t("retention.decided"), render: (_, one) => one.decided ? <>{moment(one.decided)} <span className="muted">{one.decider}</span></> : one.may_confirm ? (
                  <Space wrap>
                    <Sure title={t("retention.confirmSure", { count: String(one.records.length) })} okText={t("retention.confirm")} onConfirm={() => change.mutate({ path: `/${one.id}/confirm` })}>
                      <Button size="small" danger>{t("retention.confirm")}</Button>
                    </Sure>
                    <Button size="small" onClick={() => setRefusing(one.id)}>{t("retention.refuse")}</Button>
                  </Space>
                ) : <Space wrap><span className="muted">{t("retention.own")}</span><Button size="small" onClick={() => setRefusing(one.id)}>{t("retention.refuse")}</Button></Space> },
              ]} />
            {refusing !== null && <Refuse close={() => setRefusing(null)} pending={change.isPending} onDone={(reason) => change.mutate({ path: `/${refusing}/refuse`, reason })} />}
            <Listed title={t("retention.due")} none={t("retention.nothingDue")} rows={due} rowKey={(one) => one.kind + one.record} columns={[
              { title: t("retention.kind"), render: (_, one) => kind(one.kind) },
              { title: t("retention.reference"), render: (_, one) => one.reference || "–" },
              { title: t("retention.over"), render: (_, one) => moment(one.over) },
              { title: t("retention.since"), render: (_, one) => moment(one.since) },
              { title: t("retention.says"), render: (_, one) => terms.find((term) => term.kind === one.kind)?.says },
            ]} />
            <Listed title={t("retention.heldBack")} none={t("retention.nothingHeldBack")} rows={held_back} rowKey={(one) => one.kind + one.record} columns={[
              { title: t("retention.kind"), render: (_, one) => kind(one.kind) },
              { title: t("retention.reference"), render: (_, one) => one.reference || "–" },
              { title: t("retention.since"), render: (_, one) => moment(one.since) },
              { title: t("retention.why"), render: (_, one) => one.held && t(`retention.held.${one.held}`) },
            ]} />
            <Listed title={t("retention.held")} none={t("retention.nothingHeld")} rows={held} rowKey={(one) => one.reference} columns={[
              { title: t("retention.reference"), dataIndex: "reference" },
              { title: t("retention.reason"), dataIndex: "reason" },
              { title: t("retention.at"), render: (_, one) => moment(one.since) },
            ]} />
            <Listed title={t("retention.erased")} none={t("retention.nothingErased")} rows={erased} rowKey={(one) => one.kind + one.record} columns={[
              { title: t("retention.kind"), render: (_, one) => kind(one.kind) },
              { title: t("retention.reference"), render: (_, one) => one.reference || "–" },
              { title: t("retention.at"), render: (_, one) => moment(one.at) },
              { title: t("retention.by"), dataIndex: "account" },
              { title: t("retention.says"), dataIndex: "says" },
            ]} />
          </>
        )}
      </Loadable>
    </div>
  );
}

function Refuse({ close, pending, onDone }: { close: () => void; pending: boolean; onDone: (reason: string) => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  return (
    <Dialog open title={t("retention.refuse")} okText={t("action.confirm")} cancelText={t("action.cancel")} okButtonProps={{ disabled: reason.trim() === "" }} confirmLoading={pending} onCancel={close} onOk={() => onDone(reason.trim())}>
      <label>{t("retention.reason")}<Input.TextArea maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
    </Dialog>
  );
}

interface ListedProps<T> {
  title: string;
  none: string;
  rows: T[];
  rowKey: (row: T) => string;
  columns: ColumnType<T>[];
  action?: ReactNode;
  expanded?: (row: T) => ReactNode;
}

function Listed<T extends object>({ title, none, rows, rowKey, columns, action, expanded }: ListedProps<T>) {
  return (
    <section className="sheet" aria-label={title} style={{ marginBottom: 16 }}>
      <h2>{title}</h2>
      {action && <p>{action}</p>}
      {rows.length === 0
        ? <p className="muted" style={{ margin: 0 }}>{none}</p>
        : <Rows size="small" rowKey={rowKey} dataSource={rows} columns={columns} pagination={rows.length > 20 ? {} : false} scroll={{ x: 520 }} {...(expanded ? { expandable: { expandedRowRender: expanded } } : {})} />}
    </section>
  );
}
