// One payment batch: released by another than its maker, exported for the bank, settled line by line.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Descriptions, Input, Space, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Batch, BatchLine } from "../../api/types";
import { moment, yuan } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { batchColour, paymentState } from "../../components/payment";
import { ExportButton } from "../../components/ExportButton";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { BankAnswerBox } from "./BankAnswerBox";
import { ReconcileBox } from "./ReconcileBox";

type Result = "paid" | "failed" | "returned";

export default function BatchPage() {
  const { id = "" } = useParams();
  const batch = useQuery({ queryKey: ["batch", id], queryFn: () => request<Batch>("GET", `/batches/${id}`) });
  return <div className="page"><Loadable query={batch}>{(loaded) => <BatchView batch={loaded} />}</Loadable></div>;
}

function BatchView({ batch }: { batch: Batch }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState<{ line: BatchLine; result: Result } | null>(null);
  const changed = (next: Batch) => {
    client.setQueryData(["batch", next.id], next);
    void client.invalidateQueries({ queryKey: ["treasury"] });
    void client.invalidateQueries({ queryKey: ["case"] });
  };
  const act = useMutation({ mutationFn: (action: "release" | "cancel") => request<Batch>("POST", `/batches/${batch.id}/${action}`), onSuccess: changed });
  const settle = useMutation({
    mutationFn: (results: { line: number; result: Result; reason?: string }[]) => request<Batch>("POST", `/batches/${batch.id}/results`, { body: { results } }),
    onSuccess: (next) => { changed(next); setRefusing(null); },
  });
  // Kept on this page only: whoever opens it again asks again.
  const reveal = useMutation({ mutationFn: () => request<Batch>("POST", `/batches/${batch.id}/accounts`) });
  const numberOf = (line: BatchLine) => reveal.data?.lines.find((one) => one.line === line.line)?.account_number ?? line.account_number;
  const navigate = useNavigate();
  const reissue = useMutation({
    mutationFn: (line: number) => request<Batch>("POST", `/batches/${batch.id}/lines/${line}/reissue`),
    onSuccess: (again) => {
      changed(again);
      void client.invalidateQueries({ queryKey: ["batch", batch.id] });
      navigate(`/treasury/batches/${again.id}`);
    },
  });
  const issued = batch.lines.filter((line) => line.state === "issued");
  const failure = act.error ?? settle.error ?? reissue.error ?? reveal.error;
  const settles = hasRole(session, "treasury_maker");
  return (
    <>
      <div className="page-head">
        <h1>{t("treasury.batch")}</h1>
        <Tag color={batchColour(batch.state)}>{t(`batch.${batch.state}`)}</Tag>
        <span className="grow" />
        <Space wrap className="no-print">
          {batch.state === "draft" && hasRole(session, "treasury_checker") && <Button type="primary" loading={act.isPending} onClick={() => act.mutate("release")}>{t("treasury.release")}</Button>}
          {batch.state === "draft" && hasRole(session, "treasury_maker") && <Button loading={act.isPending} onClick={() => act.mutate("cancel")}>{t("treasury.cancel")}</Button>}
          {!reveal.data && hasRole(session, "treasury_maker", "treasury_checker") && <Button loading={reveal.isPending} onClick={() => reveal.mutate()}>{t("reveal.accounts")}</Button>}
          {batch.state !== "draft" && batch.state !== "cancelled" && <ExportButton path={`/batches/${batch.id}/export`} label={t("treasury.export")} />}
          {issued.length > 0 && settles && (
            <Button type="primary" loading={settle.isPending} onClick={() => settle.mutate(issued.map((line) => ({ line: line.line, result: "paid" as const })))}>
              {t("treasury.allPaid")}
            </Button>
          )}
        </Space>
      </div>
      {failure && <Failure error={failure} />}
      {batch.left_out.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={t("batch.leftOut", { count: batch.left_out.length })}
          description={
            <ul>
              {batch.left_out.map((one) => (
                <li key={one.case_id + one.name}>
                  <Link to={`/cases/${one.case_id}`}>{one.reference}</Link> {one.name}{one.amount_fen > 0 && ` · ${yuan(one.amount_fen)} ${t("amount.unit")}`}: {text(one.because)}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <div className="sheet">
        <Descriptions
          style={{ marginBottom: 16 }}
          column={{ xs: 1, md: 3 }}
          items={[
            { key: "maker", label: t("treasury.maker"), children: `${batch.maker} · ${moment(batch.made)}` },
            { key: "releaser", label: t("treasury.releaser"), children: batch.released ? `${batch.releaser} · ${moment(batch.released)}` : "—" },
            { key: "total", label: t("case.amountYuan"), children: yuan(batch.total_fen) },
          ]}
        />
        <Rows
          rowKey="line"
          dataSource={batch.lines}
          pagination={false}
          scroll={{ x: 860 }}
          columns={[
            { title: t("batch.line"), render: (_, line) => <Link to={`/cases/${line.case_id}`}>{line.line}</Link> },
            { title: t("payee.name"), dataIndex: "account_name" },
            { title: t("payee.bank"), dataIndex: "bank" },
            { title: t("payee.number"), render: (_, line) => numberOf(line) },
            { title: t("case.amountYuan"), align: "right", render: (_, line) => <span className="amount">{yuan(line.amount_fen)}</span> },
            { title: t("case.status"), render: (_, line) => <>{t(paymentState(line.state))}{line.reason && <div className="muted">{line.reason}</div>}</> },
            {
              title: "",
              render: (_, line) => (
                <Space className="no-print">
                  {settles && line.state === "issued" && <Button size="small" onClick={() => settle.mutate([{ line: line.line, result: "paid" }])}>{t("treasury.markPaid")}</Button>}
                  {settles && line.state === "issued" && <Button size="small" onClick={() => setRefusing({ line, result: "failed" })}>{t("treasury.markFailed")}</Button>}
                  {settles && line.state === "paid" && <Button size="small" onClick={() => setRefusing({ line, result: "returned" })}>{t("treasury.markReturned")}</Button>}
                  {line.reissued_in !== "" && <Link to={`/treasury/batches/${line.reissued_in}`}>{t("treasury.reissued")}</Link>}
                  {line.reissued_in === "" && hasRole(session, "treasury_maker") && (line.state === "failed" || line.state === "returned") && (
                    <Button size="small" loading={reissue.isPending} onClick={() => reissue.mutate(line.line)}>{t("treasury.reissue")}</Button>
                  )}
                </Space>
              ),
            },
          ]}
        />
      </div>
      {settles && (batch.state === "released" || batch.state === "settled") && <BankAnswerBox batch={batch} onRecorded={changed} />}
      {settles && batch.state !== "draft" && batch.state !== "cancelled" && <ReconcileBox batch={batch} />}
      {refusing && (
        <ReasonDialog
          title={t(paymentState(refusing.result))}
          busy={settle.isPending}
          close={() => setRefusing(null)}
          done={(reason) => settle.mutate([{ line: refusing.line.line, result: refusing.result, reason }])}
        />
      )}
    </>
  );
}

function ReasonDialog({ title, busy, close, done }: { title: string; busy: boolean; close: () => void; done: (reason: string) => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  return (
    <Dialog open title={title} okText={t("action.confirm")} cancelText={t("action.cancel")} onCancel={close} confirmLoading={busy} okButtonProps={{ disabled: reason.trim() === "" }} onOk={() => done(reason.trim())}>
      <label htmlFor="bank-reason">{t("treasury.bankReason")}</label>
      <Input id="bank-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}
