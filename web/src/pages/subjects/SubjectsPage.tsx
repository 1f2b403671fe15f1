// Subjects within one's reach, by type; a unit that attests facts of a type can register new ones.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Form, Input, Select, Space } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { request } from "../../api/client";
import type { IntakeShape, Items, Subject } from "../../api/types";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { ExportButton } from "../../components/ExportButton";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { useVocabulary } from "./vocabulary";

const pageSize = 20;

export default function SubjectsPage() {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const vocabulary = useVocabulary();
  const [type, setType] = useState<string | null>(null);
  const [q, setQ] = useState("");
  const [page, setPage] = useState(1);
  const [adding, setAdding] = useState(false);
  const types = vocabulary.data?.subjects ?? [];
  const shown = type ?? types[0]?.name ?? "";
  const query = { type: shown, q };
  const subjects = useQuery({
    queryKey: ["subjects", shown, q, page],
    queryFn: () => request<Items<Subject>>("GET", "/subjects", { query: { ...query, limit: pageSize, offset: (page - 1) * pageSize } }),
    enabled: shown !== "",
  });
  const attests = hasRole(session, "handler");
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.subjects")}</h1>
        <span className="grow" />
        <Space wrap>
          <Select aria-label={t("subjects.type")} style={{ minWidth: 160 }} value={shown || null} onChange={(next: string) => { setType(next); setPage(1); }} options={types.map((one) => ({ value: one.name, label: text(one.title) || one.name }))} />
          <Input.Search aria-label={t("subjects.search")} placeholder={t("subjects.search")} allowClear style={{ width: 220 }} onSearch={(wanted) => { setQ(wanted.trim()); setPage(1); }} />
          {attests && <Button onClick={() => setAdding(true)}>{t("subjects.add")}</Button>}
          {attests && <Link to="/intake"><Button>{t("subjects.import")}</Button></Link>}
          <ExportButton path="/subjects/export" query={query} />
        </Space>
      </div>
      <div className="sheet">
        <Loadable query={subjects}>
          {({ items, total }) => (
            <Rows
              rowKey="id"
              dataSource={items}
              scroll={{ x: 480 }}
              pagination={{ total: total ?? items.length, pageSize, current: page, onChange: setPage, showSizeChanger: false, hideOnSinglePage: true }}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<>{t("subjects.none")}<div className="muted">{t("subjects.noneNext")}</div></>} /> }}
              columns={[
                { title: t("subjects.name"), render: (_, subject) => <Link to={`/subjects/${subject.id}`}>{subject.name || subject.identity}</Link> },
                { title: t("subjects.identity"), dataIndex: "identity" },
              ]}
            />
          )}
        </Loadable>
      </div>
      {adding && <AddSubject type={shown} close={() => setAdding(false)} />}
    </div>
  );
}

function AddSubject({ type, close }: { type: string; close: () => void }) {
  const { t, text } = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const shapes = useQuery({ queryKey: ["intake-shapes"], queryFn: () => request<Items<IntakeShape>>("GET", "/intake/shapes") });
  const [form] = Form.useForm<{ type: string; identity: string; name: string }>();
  const add = useMutation({
    mutationFn: (entered: { type: string; identity: string; name: string }) => request<Subject>("POST", "/subjects", { body: { type: entered.type, identity: entered.identity.trim(), name: entered.name.trim() } }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["subjects"] });
      navigate(`/subjects/${made.id}`);
    },
  });
  const types = [...new Map((shapes.data?.items ?? []).map((shape) => [shape.type, shape.type_title])).entries()];
  const first = types.some(([name]) => name === type) ? type : types[0]?.[0];
  return (
    <Dialog open title={t("subjects.add")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={add.isPending} onCancel={close} onOk={() => form.submit()}>
      {add.isError && <Failure error={add.error} />}
      <Loadable query={shapes}>
        {() => (
          <Form form={form} layout="vertical" initialValues={{ type: first, identity: "", name: "" }} onFinish={(entered) => add.mutate(entered)}>
            <Form.Item name="type" label={t("subjects.type")} rules={[{ required: true, message: t("session.required") }]}>
              <Select options={types.map(([name, title]) => ({ value: name, label: text(title) }))} />
            </Form.Item>
            <Form.Item name="identity" label={t("subjects.identity")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}><Input maxLength={200} /></Form.Item>
            <Form.Item name="name" label={t("subjects.name")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}><Input maxLength={200} /></Form.Item>
          </Form>
        )}
      </Loadable>
    </Dialog>
  );
}
