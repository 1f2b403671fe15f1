// The documents of a case; in a draft also the way to add and remove them.
import { UploadOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, List, Select, Upload } from "antd";
import { useState } from "react";
import { ApiError, fileUrl, request } from "../../api/client";
import type { Case } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

const largest = 20 * 1024 * 1024;

export function EvidenceList({ item, editable }: { item: Case; editable: boolean }) {
  const { t, list } = useLanguage();
  const client = useQueryClient();
  // Undefined: of no kind that is asked for; it is named when it is sent.
  const [kind, setKind] = useState<string | undefined>(item.evidence_wanted[0]);
  const refresh = (changed: Case) => client.setQueryData(["case", item.id], changed);
  const add = useMutation({
    mutationFn: (file: File) => {
      if (file.size > largest) throw new ApiError({ title: t("evidence.tooLarge"), detail: "", status: 413, code: "too-large" });
      return request<Case>("POST", `/cases/${item.id}/evidence`, { query: { kind: kind ?? t("evidence.other"), name: file.name }, file });
    },
    // The next kind that is asked for comes up by itself.
    onSuccess: (changed) => {
      refresh(changed);
      setKind(changed.evidence_wanted[0]);
    },
  });
  const remove = useMutation({
    mutationFn: (hash: string) => request<Case>("DELETE", `/cases/${item.id}/evidence/${hash}`),
    onSuccess: refresh,
  });
  if (!editable && item.evidence.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("provision.evidence")}</h2>
      {editable && item.evidence_wanted.length > 0 && <p>{t("evidence.wanted", { kinds: list(item.evidence_wanted) })}</p>}
      {(add.isError || remove.isError) && <Failure error={add.error ?? remove.error} />}
      {item.evidence.length > 0 && <List
        size="small"
        dataSource={item.evidence}
        rowKey="hash"
        renderItem={(file) => (
          <List.Item
            actions={editable ? [<Button key="remove" size="small" onClick={() => remove.mutate(file.hash)}>{t("evidence.remove")}</Button>] : []}
          >
            <List.Item.Meta
              title={<a href={fileUrl(`/cases/${item.id}/evidence/${file.hash}`)} target="_blank" rel="noreferrer">{file.name}</a>}
              description={[file.kind, file.signed_by ? t("forms.signedBy", { name: file.signed_by }) : `${Math.max(1, Math.round(file.size / 1024))} KiB`].join(" · ")}
            />
          </List.Item>
        )}
      />}
      {editable && (
        <div className="case-upload no-print">
          <Select
            aria-label={t("evidence.kind")}
            value={kind ?? ""}
            onChange={(chosen) => setKind(chosen || undefined)}
            options={[...item.evidence_wanted.map((value) => ({ value, label: value })), { value: "", label: t("evidence.other") }]}
            style={{ minWidth: 200 }}
          />
          <Upload
            accept=".pdf,.ofd,.png,.jpg,.jpeg,.tif,.tiff,.docx,.xlsx"
            showUploadList={false}
            beforeUpload={(file) => { add.mutate(file); return false; }}
          >
            <Button icon={<UploadOutlined />} loading={add.isPending}>{t("evidence.add")}</Button>
          </Upload>
          <span className="muted">{t("evidence.kinds")}</span>
        </div>
      )}
    </section>
  );
}
