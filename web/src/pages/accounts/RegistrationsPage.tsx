// Registrations that wait for somebody to check them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Empty, Form, Input, Space } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Items, Registration } from "../../api/types";
import { moment } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { Sure } from "../../components/Sure";
import { useLanguage } from "../../i18n/language";

export default function RegistrationsPage() {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState<Registration | null>(null);
  const found = useQuery({ queryKey: ["registrations"], queryFn: () => request<Items<Registration>>("GET", "/registrations") });
  const answer = useMutation({
    mutationFn: ({ id, how, body }: { id: string; how: "confirm" | "refuse"; body?: unknown }) =>
      request<Registration>("POST", `/registrations/${id}/${how}`, body === undefined ? {} : { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["registrations"] }),
  });
  return (
    <div className="page">
      <div className="page-head"><h1>{t("nav.registrations")}</h1></div>
      <Alert type="info" showIcon title={t("registrations.how")} style={{ marginBottom: 16 }} />
      {answer.isError && <div style={{ marginBottom: 16 }}><Failure error={answer.error} /></div>}
      <div className="sheet">
        <Loadable query={found}>
          {({ items }) => (
            <Rows
              label={t("nav.registrations")}
              rowKey="id"
              dataSource={items}
              scroll={{ x: 820 }}
              pagination={items.length > 20 ? { pageSize: 20 } : false}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("registrations.none")} /> }}
              columns={[
                {
                  title: t("registrations.subject"),
                  render: (_, one) => (
                    <>
                      <div><strong>{one.subject_name}</strong> <span className="muted">{one.type}</span></div>
                      <div><code>{one.identity}</code></div>
                      <OnRecord one={one} />
                    </>
                  ),
                },
                { title: t("registrations.holder"), render: (_, one) => <>{text(one.holder)} <span className="muted">{one.login}</span><div>{one.contact}</div></> },
                { title: t("registrations.at"), render: (_, one) => moment(one.at) },
                {
                  key: "do",
                  render: (_, one) => (
                    <Space wrap>
                      <Sure title={t("registrations.confirmSure", { name: text(one.holder) })} onConfirm={() => answer.mutate({ id: one.id, how: "confirm" })}>
                        <Button type="primary">{t("registrations.confirm")}</Button>
                      </Sure>
                      <Button onClick={() => setRefusing(one)}>{t("registrations.refuse")}</Button>
                    </Space>
                  ),
                },
              ]}
            />
          )}
        </Loadable>
      </div>
      {refusing && <RefuseDialog one={refusing} close={() => setRefusing(null)} refuse={(reason) => { answer.mutate({ id: refusing.id, how: "refuse", body: { reason } }); setRefusing(null); }} />}
    </div>
  );
}

/** What the space knows of the subject already: it warns of another name, and of managers that there are. */
function OnRecord({ one }: { one: Registration }) {
  const { t, list } = useLanguage();
  if (!one.on_record) return <div className="muted">{t("registrations.new")}</div>;
  const same = one.on_record === one.subject_name;
  return (
    <>
      <div className={same ? "muted" : ""}>{same ? t("registrations.onRecord", { name: one.on_record }) : <strong>{t("registrations.differs", { name: one.on_record })}</strong>}</div>
      {one.managers.length > 0 && <div><strong>{t("registrations.managers", { logins: list(one.managers) })}</strong></div>}
    </>
  );
}

function RefuseDialog({ one, close, refuse }: { one: Registration; close: () => void; refuse: (reason: string) => void }) {
  const { t } = useLanguage();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Dialog open title={`${t("registrations.refuse")} · ${one.subject_name}`} okText={t("registrations.refuse")} onCancel={close} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => refuse(reason.trim())}>
        <Form.Item name="reason" label={t("registrations.reason")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}><Input.TextArea rows={3} maxLength={1000} /></Form.Item>
      </Form>
    </Dialog>
  );
}
