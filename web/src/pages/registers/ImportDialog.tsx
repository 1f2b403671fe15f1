// Entries from a table: tried first, with what is wrong row by row; entered only when that is wanted.
import { UploadOutlined } from "@ant-design/icons";
import { Alert, Button, Table, Upload } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { ImportReport, Register } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { registerPath, useEntryChanged } from "./api";
import { entered } from "./fields";

interface Tried { file: File; result: ImportReport; committed: boolean }

export function ImportDialog({ register, close }: { register: Register; close: () => void }) {
  const { t, text } = useLanguage();
  const changed = useEntryChanged();
  const [tried, setTried] = useState<Tried | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function send(file: File, commit: boolean) {
    setBusy(true);
    setFailure(null);
    try {
      const result = await request<ImportReport>("POST", `${registerPath(register.policy, register.id)}/import`, { query: { commit: String(commit), name: file.name }, file });
      setTried({ file, result, committed: commit });
      if (commit) await changed();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  const columns = entered(register.fields);
  const done = tried?.committed ?? false;
  return (
    <Dialog
      open
      width={760}
      title={t("registers.importInto", { register: text(register.title) })}
      onCancel={close}
      cancelText={t(done ? "registers.close" : "action.cancel")}
      okText={t("registers.importGood", { count: tried?.result.good ?? 0 })}
      okButtonProps={{ disabled: done || (tried?.result.good ?? 0) === 0, loading: busy }}
      onOk={() => { if (tried) void send(tried.file, true); }}
    >
      <p>{t("registers.importHow")}</p>
      <p className="import-columns">{columns.map((field) => <code key={field.id}>{field.id}{field.required ? " *" : ""}</code>)}</p>
      <Upload accept=".csv,.xlsx" showUploadList={false} beforeUpload={(file) => { void send(file, false); return false; }}>
        <Button icon={<UploadOutlined />} loading={busy}>{t("registers.chooseFile")}</Button>
      </Upload>
      {failure !== null && <Failure error={failure} />}
      {tried && (
        <Alert
          className="import-result"
          type={done ? "success" : tried.result.bad.length > 0 ? "warning" : "info"}
          showIcon
          title={done ? t("registers.imported", { count: tried.result.imported }) : t("registers.tried", { file: tried.file.name, rows: tried.result.rows, good: tried.result.good, bad: tried.result.rows - tried.result.good })}
        />
      )}
      {tried && tried.result.bad.length > 0 && (
        <Table
          size="small"
          rowKey={(row) => `${row.row}-${row.field}-${text(row.message)}`}
          dataSource={tried.result.bad}
          pagination={tried.result.bad.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
          columns={[
            { title: t("registers.row"), dataIndex: "row" },
            { title: t("registers.field"), dataIndex: "field" },
            { title: t("registers.fault"), render: (_, row) => text(row.message) },
          ]}
        />
      )}
    </Dialog>
  );
}
