// Objecting to what is under public notice, by anybody.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { request } from "../../api/client";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

interface Objection { name: string; contact: string; reason: string }

export function ObjectionForm({ path }: { path: string }) {
  const { t } = useLanguage();
  const send = useMutation({
    mutationFn: (objection: Objection) => request<{ reference: string }>("POST", path, { body: objection }),
  });
  if (send.isSuccess) return <Alert type="success" showIcon title={t("notices.received")} description={t("notices.receivedNext", { reference: send.data.reference })} />;
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <Form<Objection> layout="vertical" onFinish={(objection) => send.mutate(objection)} style={{ maxWidth: 560 }}>
      <h2 style={{ fontSize: 17, marginTop: 0 }}>{t("notices.object")}</h2>
      <p className="muted">{t("notices.objectHow")}</p>
      {send.isError && <Failure error={send.error} />}
      <Form.Item name="name" label={t("notices.name")} rules={[required]}><Input maxLength={100} autoComplete="name" /></Form.Item>
      <Form.Item name="contact" label={t("notices.contact")} rules={[required]}><Input maxLength={100} autoComplete="tel" /></Form.Item>
      <Form.Item name="reason" label={t("notices.reason")} rules={[required]}><Input.TextArea rows={5} maxLength={2000} showCount /></Form.Item>
      <Button type="primary" htmlType="submit" loading={send.isPending}>{t("notices.send")}</Button>
    </Form>
  );
}
