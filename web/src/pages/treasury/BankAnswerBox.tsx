// What the bank answers, as a file: every row is shown with what is wrong in it before anything is recorded; the good
// rows are recorded in one step.
import { UploadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Upload } from "antd";
import { request } from "../../api/client";
import type { BankAnswer, Batch } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { paymentState } from "../../components/payment";
import { Rows } from "../../components/Rows";
import "./treasury.css";

type Row = BankAnswer["rows"][number];
const good = (row: Row) => row.faults.length === 0 && !row.recorded;

export function BankAnswerBox({ batch, onRecorded }: { batch: Batch; onRecorded: (batch: Batch) => void }) {
  const { t, text, list } = useLanguage();
  const read = useMutation({ mutationFn: (file: File) => request<BankAnswer>("POST", `/batches/${batch.id}/results/preview`, { file }) });
  const record = useMutation({
    mutationFn: (rows: Row[]) => request<Batch>("POST", `/batches/${batch.id}/results`, {
      body: { results: rows.map(({ line, result, bank_ref, reason }) => ({ line, result, bank_ref, reason })) },
    }),
    onSuccess: (next) => { read.reset(); onRecorded(next); },
  });
  const answer = read.data;
  const ready = answer?.rows.filter(good) ?? [];
  const wrong = answer?.rows.filter((row) => row.faults.length > 0).length ?? 0;
  return (
    <section className="sheet no-print" style={{ marginTop: 16 }}>
      <h2>{t("answer.title")}</h2>
      <p className="muted">{t("answer.how")}</p>
      <Upload accept=".csv,.xlsx,text/csv" showUploadList={false} beforeUpload={(file) => { record.reset(); read.mutate(file); return false; }}>
        <Button icon={<UploadOutlined />} loading={read.isPending}>{t("answer.upload")}</Button>
      </Upload>
      {read.isError && <Failure error={read.error} />}
      {record.isSuccess && <Alert type="success" showIcon title={t("answer.recorded")} style={{ marginTop: 16 }} />}
      {answer && (
        <div style={{ marginTop: 16 }} aria-live="polite">
          <Alert
            showIcon
            type={wrong > 0 ? "warning" : "info"}
            title={t("answer.found", { ready: ready.length, wrong, recorded: answer.rows.filter((row) => row.recorded && row.faults.length === 0).length })}
            {...(answer.silent.length > 0 ? { description: t("answer.silent", { lines: list(answer.silent.map(String)) }) } : {})}
          />
          <Rows<Row>
            rowKey="row"
            size="small"
            dataSource={answer.rows}
            pagination={answer.rows.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: 640 }}
            columns={[
              { title: t("answer.row"), dataIndex: "row", width: 80 },
              { title: t("batch.line"), width: 80, render: (_, row) => row.line || "—" },
              { title: t("answer.result"), width: 120, render: (_, row) => (row.result ? t(paymentState(row.result)) : "—") },
              {
                title: t("answer.check"),
                render: (_, row) => (row.faults.length > 0
                  ? <ul className="answer-faults">{row.faults.map((fault) => <li key={fault.en}>{text(fault)}</li>)}</ul>
                  : t(row.recorded ? "answer.already" : "answer.good")),
              },
              { title: t("answer.bankRef"), dataIndex: "bank_ref" },
              { title: t("case.reason"), dataIndex: "reason" },
            ]}
          />
          {record.isError && <Failure error={record.error} />}
          <Button type="primary" style={{ marginTop: 12 }} disabled={ready.length === 0} loading={record.isPending} onClick={() => record.mutate(ready)}>
            {t("answer.record", { count: ready.length })}
          </Button>
        </div>
      )}
    </section>
  );
}
