// The documents of an entry.
import { UploadOutlined } from "@ant-design/icons";
import { Button, Upload } from "antd";
import { useState } from "react";
import { ApiError, fileUrl, request } from "../../api/client";
import type { Entry, EntryDone } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { useEntryChanged } from "./api";

const largest = 20 * 1024 * 1024;

export function EntryAttachments({ entry }: { entry: Entry }) {
  const { t } = useLanguage();
  const changed = useEntryChanged();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (entry.attachments.length === 0 && !entry.may.change) return null;

  async function add(file: File) {
    setBusy(true);
    setFailure(null);
    try {
      if (file.size > largest) throw new ApiError({ title: t("evidence.tooLarge"), detail: "", status: 413, code: "too-large" });
      await request<EntryDone>("POST", `/entries/${entry.id}/attachments`, { query: { name: file.name }, file });
      await changed();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className="sheet">
      <h2>{t("registers.attachments")}</h2>
      {failure !== null && <Failure error={failure} />}
      <ul className="entry-links">
        {entry.attachments.map((file) => (
          <li key={file.hash}><a href={fileUrl(`/entries/${entry.id}/attachments/${file.hash}`)} target="_blank" rel="noreferrer">{file.name}</a> <span className="muted">{Math.max(1, Math.round(file.size / 1024))} KiB</span></li>
        ))}
      </ul>
      {entry.may.change && (
        <div className="entry-upload no-print">
          <Upload accept=".pdf,.ofd,.png,.jpg,.jpeg,.tif,.tiff,.docx,.xlsx" showUploadList={false} beforeUpload={(file) => { void add(file); return false; }}>
            <Button icon={<UploadOutlined />} loading={busy}>{t("evidence.add")}</Button>
          </Upload>
          <span className="muted">{t("evidence.kinds")}</span>
        </div>
      )}
    </section>
  );
}
