// What became of a subject: mergers, splits, conversions, foundings anew and moves, and how one is recorded.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Empty, Form, Input, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { RecordedSuccession, SubjectSpace } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

const kinds = ["merged", "split", "converted", "refounded", "moved_in", "moved_out", "unrelated"] as const;
type Kind = (typeof kinds)[number];
interface Entered { kind: Kind; before?: string; on: string; evidence?: string }

export function SuccessionDesk({ space, records }: { space: SubjectSpace; records: boolean }) {
  const { t, text, list } = useLanguage();
  const units = useUnits();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [withdrawing, setWithdrawing] = useState<number | null>(null);
  const changed = () => void client.invalidateQueries({ queryKey: ["subject"] });
  const [overlaps, setOverlaps] = useState<string[]>([]);
  return (
    <>
      {overlaps.length > 0 && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={t("succession.overlaps", { cases: list(overlaps) })} />}
      {records && <p><Button onClick={() => setAdding(true)}>{t("succession.add")}</Button></p>}
      <Rows
        rowKey="seq"
        dataSource={space.successions}
        pagination={false}
        showHeader={space.successions.length > 0}
        {...(space.successions.length > 0 ? { scroll: { x: 640 } } : {})}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("succession.none")} /> }}
        columns={[
          { title: t("succession.kind"), render: (_, one) => text(one.title) },
          { title: t("succession.before"), render: (_, one) => one.before ? <Link to={`/subjects/${one.before.id}`}>{one.before.name}</Link> : "—" },
          { title: t("succession.after"), render: (_, one) => <Link to={`/subjects/${one.after.id}`}>{one.after.name}</Link> },
          { title: t("succession.on"), dataIndex: "on" },
          { title: t("facts.by"), render: (_, one) => <>{units([one.unit])}{one.evidence && <div className="muted">{one.evidence}</div>}</> },
          ...(records ? [{ title: "", render: (_: unknown, one: { seq: number }) => <Button size="small" onClick={() => setWithdrawing(one.seq)}>{t("succession.withdraw")}</Button> }] : []),
        ]}
      />
      {adding && <AddSuccession subject={space.subject.id} close={() => setAdding(false)} onDone={(made) => { setOverlaps(made.overlaps); setAdding(false); changed(); }} />}
      {withdrawing !== null && <Withdraw subject={space.subject.id} seq={withdrawing} close={() => setWithdrawing(null)} onDone={() => { setWithdrawing(null); changed(); }} />}
    </>
  );
}

function AddSuccession({ subject, close, onDone }: { subject: string; close: () => void; onDone: (made: RecordedSuccession) => void }) {
  const { t } = useLanguage();
  const [form] = Form.useForm<Entered>();
  const kind = Form.useWatch("kind", form) ?? "merged";
  const add = useMutation({
    mutationFn: (entered: Entered) => request<RecordedSuccession>("POST", `/subjects/${subject}/successions`, { body: { kind: entered.kind, on: entered.on, ...(entered.before ? { before: entered.before.trim() } : {}), ...(entered.evidence ? { evidence: entered.evidence.trim() } : {}) } }),
    onSuccess: onDone,
  });
  const moves = kind === "moved_in" || kind === "moved_out";
  const needed = [{ required: true, message: t("session.required") }];
  return (
    <Dialog open title={t("succession.add")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={add.isPending} onCancel={close} onOk={() => form.submit()}>
      {add.isError && <Failure error={add.error} />}
      <p className="muted">{t(kind === "refounded" || kind === "unrelated" || moves ? "succession.onlyShown" : "succession.inherits")}</p>
      <Form form={form} layout="vertical" initialValues={{ kind: "merged" }} onFinish={(entered) => add.mutate(entered)}>
        <Form.Item name="kind" label={t("succession.kind")} rules={needed}><Select options={kinds.map((one) => ({ value: one, label: t(`succession.${one}`) }))} /></Form.Item>
        {!moves && <Form.Item name="before" label={t("succession.beforeIdentity")} rules={needed}><Input maxLength={200} /></Form.Item>}
        <Form.Item name="on" label={t("succession.on")} rules={needed}><Input type="date" /></Form.Item>
        <Form.Item name="evidence" label={t("facts.evidence")}><Input maxLength={200} /></Form.Item>
      </Form>
    </Dialog>
  );
}

function Withdraw({ subject, seq, close, onDone }: { subject: string; seq: number; close: () => void; onDone: () => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  const back = useMutation({ mutationFn: () => request<void>("POST", `/subjects/${subject}/successions/${seq}/withdraw`, { body: { reason: reason.trim() } }), onSuccess: onDone });
  return (
    <Dialog open title={t("succession.withdraw")} okText={t("action.confirm")} cancelText={t("action.cancel")} okButtonProps={{ disabled: reason.trim() === "" }} confirmLoading={back.isPending} onCancel={close} onOk={() => back.mutate()}>
      {back.isError && <Failure error={back.error} />}
      <label>{t("succession.reason")}<Input.TextArea maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
    </Dialog>
  );
}
