// One public notice, and the way to object to it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Descriptions, Form, Input } from "antd";
import { useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Notice } from "../../api/types";
import { Amount } from "../../components/Amount";
import { Failure, Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

interface Objection { name: string; contact: string; reason: string }

export default function NoticePage() {
  const { id = "" } = useParams();
  const { t, text } = useLanguage();
  const notice = useQuery({ queryKey: ["notice", id], queryFn: () => request<Notice>("GET", `/notices/${id}`) });
  return (
    <div className="page" style={{ maxWidth: 880 }}>
      <div className="page-head"><h1>{t("notices.title")}</h1></div>
      <Loadable query={notice}>
        {(loaded) => (
          <>
            <div className="sheet">
              <Descriptions
                column={1}
                items={[
                  { key: "subject", label: t("case.subject"), children: loaded.subject_name },
                  { key: "provision", label: t("case.provision"), children: `${loaded.provision} ${text(loaded.provision_title)}` },
                  { key: "amount", label: t("case.amountYuan"), children: <Amount fen={loaded.amount_fen} /> },
                  { key: "term", label: t("notices.term"), children: t("notices.span", { from: loaded.published, to: loaded.closes }) },
                ]}
              />
            </div>
            <div className="sheet no-print" style={{ marginTop: 16 }}>
              {loaded.running ? <ObjectionForm id={id} /> : <Alert type="info" showIcon title={t("notices.over", { closes: loaded.closes })} />}
            </div>
          </>
        )}
      </Loadable>
    </div>
  );
}

function ObjectionForm({ id }: { id: string }) {
  const { t } = useLanguage();
  const send = useMutation({
    mutationFn: (objection: Objection) => request<{ reference: string }>("POST", `/notices/${id}/objections`, { body: objection }),
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
