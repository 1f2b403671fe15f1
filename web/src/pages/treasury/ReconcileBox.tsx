// A batch held against the bank's statement: what matches, and of the rest what does not.
import { UploadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Upload } from "antd";
import { request } from "../../api/client";
import type { Batch, Reconciliation } from "../../api/types";
import { yuan } from "../../app/format";
import { Failure } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";

export function ReconcileBox({ batch }: { batch: Batch }) {
  const { t, text } = useLanguage();
  const hold = useMutation({ mutationFn: (file: File) => request<Reconciliation>("POST", `/batches/${batch.id}/reconcile`, { file }) });
  const found = hold.data;
  return (
    <section className="sheet" style={{ marginTop: 16 }}>
      <h2>{t("reconcile.title")}</h2>
      <p className="muted">{t("reconcile.how")}</p>
      <Upload accept=".csv,text/csv" showUploadList={false} beforeUpload={(file) => { hold.mutate(file); return false; }}>
        <Button icon={<UploadOutlined />} loading={hold.isPending}>{t("reconcile.upload")}</Button>
      </Upload>
      {hold.isError && <Failure error={hold.error} />}
      {found && (
        <div style={{ marginTop: 16 }} aria-live="polite">
          <Alert
            showIcon
            type={found.mismatches.length === 0 ? "success" : "warning"}
            title={t(found.mismatches.length === 0 ? "reconcile.good" : "reconcile.differs", { count: String(found.mismatches.length || found.matched) })}
            description={t("reconcile.sums", { bank: yuan(found.statement_fen), books: yuan(found.books_fen), matched: yuan(found.matched_fen) })}
          />
          {found.mismatches.length > 0 && (
            <Rows
              rowKey={(one) => `${one.kind}/${one.row}/${one.line}`}
              dataSource={found.mismatches}
              pagination={found.mismatches.length > 20 ? { pageSize: 20 } : false}
              columns={[
                { title: t("reconcile.row"), width: 96, render: (_, one) => one.row || "—" },
                { title: t("batch.line"), width: 64, render: (_, one) => one.line || "—" },
                { title: t("reconcile.what"), render: (_, one) => text(one.words) },
              ]}
            />
          )}
        </div>
      )}
    </section>
  );
}
