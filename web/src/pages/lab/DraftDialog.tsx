// A changed package brought in: a zip file or a folder, checked like a compiler does it; what is wrong is shown
// with file, line and column, and nothing is kept until it is mended.
import { FolderOpenOutlined, UploadOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Space, Upload } from "antd";
import { useState } from "react";
import { ApiError, request } from "../../api/client";
import type { Draft, DraftCheck } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { DraftRemarks } from "./DraftRemarks";
import { largestPackage, nameOf, packed } from "./draft";

interface Props { policy: string; added: (draft: Draft) => void; close: () => void }

export function DraftDialog({ policy, added, close }: Props) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: async ({ file, from }: { file: Blob | null; from: string }) => {
      if (!file || file.size > largestPackage) throw new ApiError({ title: t("lab.draft.tooLarge"), detail: "", status: 413, code: "too-large" });
      return request<DraftCheck>("POST", "/lab/drafts", { query: { package: policy, name: name.trim() || from }, file });
    },
    onSuccess: (made) => {
      if (!made.draft) return;
      void client.invalidateQueries({ queryKey: ["lab", "drafts"] });
      added(made.draft);
      if (made.remarks.length === 0) close();
    },
  });
  const takeZip = (file: File) => add.mutate({ file: new Blob([file], { type: "application/zip" }), from: nameOf(file.name) });
  const takeFolder = async (files: File[]) => {
    const picked = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    add.mutate({ file: await packed(picked), from: nameOf(picked[0]?.path ?? "") });
  };
  const made = add.data;
  return (
    <Dialog open width={880} title={t("lab.draft.add")} onCancel={close} footer={<Button onClick={close}>{t(made?.draft ? "lab.draft.try" : "lab.draft.close")}</Button>}>
      <p className="muted">{t("lab.draft.about")}</p>
      {!made?.draft && (
        <Form layout="vertical">
          <Form.Item label={t("lab.draft.name")} extra={t("lab.draft.nameHow")}>
            <Input aria-label={t("lab.draft.name")} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
          </Form.Item>
          <Space wrap>
            <Upload accept=".zip" showUploadList={false} beforeUpload={(file) => { takeZip(file); return false; }}>
              <Button icon={<UploadOutlined />} loading={add.isPending}>{t("lab.draft.zip")}</Button>
            </Upload>
            <Upload directory showUploadList={false} beforeUpload={(file, files) => { if (file === files[0]) void takeFolder(files); return false; }}>
              <Button icon={<FolderOpenOutlined />} disabled={add.isPending}>{t("lab.draft.folder")}</Button>
            </Upload>
          </Space>
        </Form>
      )}
      <div aria-live="polite" className="lab-checked">
        {add.isError && <Failure error={add.error} />}
        {made && (made.draft
          ? <Alert type="success" showIcon title={t("lab.draft.kept", { name: made.draft.name })} />
          : <Alert type="error" showIcon role="alert" title={t("lab.draft.faulty", { count: made.errors })} description={t("lab.draft.mend")} />)}
        {made && <DraftRemarks made={made} />}
      </div>
    </Dialog>
  );
}
