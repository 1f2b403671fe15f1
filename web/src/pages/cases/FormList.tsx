// The forms of an application: those to print filled in, and commitments to read and agree to.
import { FilePdfOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form, Input, Tag } from "antd";
import { useState } from "react";
import { fileUrl, request } from "../../api/client";
import type { ApplicationForm, Case, Items } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { PaperText } from "../../components/PaperText";
import { useLanguage } from "../../i18n/language";

export function FormList({ item, maySign }: { item: Case; maySign: boolean }) {
  const { t, text } = useLanguage();
  const [reading, setReading] = useState<ApplicationForm>();
  // What is filled in changes with every step of the case.
  const forms = useQuery({ queryKey: ["forms", item.id, item.version], queryFn: () => request<Items<ApplicationForm>>("GET", `/cases/${item.id}/forms`) });
  const all = forms.data?.items ?? [];
  if (all.length === 0) return null;
  const agreed = (form: ApplicationForm) => item.evidence.some((file) => file.kind === form.id);
  return (
    <section className="sheet">
      <h2>{t("forms.title")}</h2>
      <p className="muted">{t("forms.hint")}</p>
      <ul style={{ paddingLeft: 20 }}>
        {all.map((form) => (
          <li key={form.id} style={{ marginBottom: 8 }}>
            <a href={fileUrl(`/cases/${item.id}/forms/${encodeURIComponent(form.id)}`)} target="_blank" rel="noreferrer" style={{ display: "inline-block", paddingBlock: 4 }}>
              <FilePdfOutlined aria-hidden /> {t("forms.filled", { title: text(form.title) })}
            </a>{" "}
            {form.wanted && <Tag color="processing">{t("forms.wanted")}</Tag>}
            {form.kind === "commitment" && !agreed(form) && (maySign
              ? <Button size="small" className="no-print" onClick={() => setReading(form)}>{t("forms.read", { title: text(form.title) })}</Button>
              : <span className="muted">{t("forms.managerSigns")}</span>)}
          </li>
        ))}
      </ul>
      {reading && <Commitment key={reading.id} item={item} form={reading} close={() => setReading(undefined)} />}
    </section>
  );
}

function Commitment({ item, form, close }: { item: Case; form: ApplicationForm; close: () => void }) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const sign = useMutation({
    mutationFn: (entered: { name: string; agreed: boolean }) =>
      request<Items<ApplicationForm>>("POST", `/cases/${item.id}/forms/${encodeURIComponent(form.id)}`, { body: entered }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["case", item.id] });
      close();
    },
  });
  return (
    <Dialog open title={text(form.title)} onCancel={close} footer={null} width={720} destroyOnHidden>
      <div style={{ maxHeight: "50vh", overflowY: "auto" }} tabIndex={0} role="group" aria-label={text(form.title)}><PaperText text={form.text} /></div>
      {sign.isError && <Failure error={sign.error} />}
      <Form<{ name: string; agreed: boolean }> layout="vertical" requiredMark={false} onFinish={(entered) => sign.mutate(entered)} style={{ marginTop: 16 }}>
        <Form.Item
          name="agreed"
          valuePropName="checked"
          rules={[{ validator: (_, value) => (value ? Promise.resolve() : Promise.reject(new Error(t("forms.agreeFirst")))) }]}
        >
          <Checkbox>{t("forms.agree")}</Checkbox>
        </Form.Item>
        <Form.Item name="name" label={t("forms.name")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}><Input maxLength={60} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={sign.isPending}>{t("forms.sign")}</Button>
      </Form>
    </Dialog>
  );
}
