// The ranking with its working, and objections to it.
import { Alert, Button, Empty, Form, Input, Select, Tag } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../api/client";
import type { Call, CallNeed, RankedBid } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { bidName, may, needName, type Act } from "./act";
import { ReasonButton } from "./ReasonButton";

export function ResultTab({ call, act }: { call: Call; act: Act }) {
  const { t } = useLanguage();
  const shown = call.needs.filter((need) => need.ranking !== null);
  if (shown.length === 0) return <div className="sheet"><Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("calls.noResult")} /></div>;
  return (
    <>
      {act.isError && <Failure error={act.error} />}
      {call.minutes && <Alert type="info" showIcon title={call.minutes} style={{ marginBottom: 16 }} />}
      {shown.map((need) => <RankingOfNeed key={need.id} call={call} need={need} />)}
      <Objections call={call} act={act} />
    </>
  );
}

const colours = { winner: "success", reserve: "processing", passed: "default", failed: "error" } as const;

function RankingOfNeed({ call, need }: { call: Call; need: CallNeed }) {
  const { t, text } = useLanguage();
  return (
    <section className="sheet">
      <h2>{need.name}</h2>
      <Rows size="small" rowKey="bid" pagination={false} dataSource={need.ranking ?? []} scroll={{ x: "max-content" }}
        expandable={{ expandedRowRender: (ranked) => <Working call={call} ranked={ranked} /> }}
        columns={[
          { title: t("calls.place"), dataIndex: "place", align: "right" },
          { title: t("calls.bid"), render: (_, one) => <>{bidName(call, one.bid)} <div className="muted">{call.bids.find((bid) => bid.id === one.bid)?.bidder}</div></> },
          { title: t("calls.finalScore"), align: "right", render: (_, one) => <span title={t("calls.exact", { exact: one.score.exact })}>{one.score.shown}</span> },
          { title: t("calls.standing"), render: (_, one) => <Tag color={colours[one.standing]}>{text(one.standing_title)}</Tag> },
          { title: t("calls.before"), render: (_, one) => text(one.before_next_by) },
        ]} />
    </section>
  );
}

function Working({ call, ranked }: { call: Call; ranked: RankedBid }) {
  const { t, text } = useLanguage();
  return (
    <>
      <Rows size="small" rowKey="number" pagination={false} dataSource={ranked.sheets} scroll={{ x: "max-content" }}
        columns={[
          { title: t("calls.working"), render: (_, sheet) => sheet.name || t("calls.sheet", { number: sheet.number }) },
          ...call.rules.criteria.map((criterion, place) => ({
            title: `${text(criterion.title)} ×${criterion.weight}/${criterion.most}`, align: "right" as const, render: (_: unknown, sheet: RankedBid["sheets"][number]) => sheet.scores[place],
          })),
          { title: t("calls.total"), align: "right", render: (_, sheet) => sheet.total.shown },
          { title: "", render: (_, sheet) => <>{sheet.dropped && <Tag>{t("calls.dropped")}</Tag>}{sheet.outlier && <Tag color="warning">{t("calls.outlier")}</Tag>}{sheet.remark}</> },
        ]} />
      <p className="muted" style={{ margin: "8px 0 0" }}>
        {t("calls.finalScore")} {ranked.score.shown}（{t("calls.exact", { exact: ranked.score.exact })}） · {t("calls.median")} {ranked.median.shown} · {t("calls.spread")} {ranked.spread.shown}
        {ranked.lot && <> · {t("calls.lot")} <code>{ranked.lot.slice(0, 12)}…</code></>}
      </p>
    </>
  );
}

function Objections({ call, act }: { call: Call; act: Act }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const published = call.stage === "published";
  if (!published && call.objections.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("calls.objections")}</h2>
      <ul className="call-needs">
        {call.objections.map((one) => (
          <li key={one.id}>
            <strong>{needName(call, one.need)}</strong> <span className="muted">{one.on}</span> {one.answered ? <Tag>{t(one.upheld ? "calls.upheld" : "calls.notUpheld")}</Tag> : <Tag color="warning">{t("calls.waiting")}</Tag>}
            <div>{one.reason}</div>
            {one.answered && <div className="muted">{t("calls.answer")}：{one.answer}</div>}
            {!one.answered && may(call, "answered") && (
              <div className="call-actions">
                <ReasonButton act={act} action={{ kind: "answered", objection: one.id, upheld: false }} title={t("calls.notUpheld")} button={{ size: "small" }} />
                <ReasonButton act={act} action={{ kind: "answered", objection: one.id, upheld: true }} title={t("calls.upheld")} button={{ size: "small", danger: true }} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {published && <Button onClick={() => setOpen(true)}>{t("calls.object")}</Button>}
      {open && <ObjectionDialog call={call} close={() => setOpen(false)} />}
    </section>
  );
}

function ObjectionDialog({ call, close }: { call: Call; close: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<{ need: string; reason: string }>();
  const [key] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: (body: { need: string; reason: string }) => request<Call>("POST", `/calls/${call.id}/objections`, { body, idempotencyKey: key }),
    onSuccess: (now) => { client.setQueryData(["call", call.id], now); close(); },
  });
  const required = { required: true, message: t("session.required") };
  return (
    <Dialog open title={t("calls.object")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={send.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => send.mutate(entered), () => undefined)}>
      {send.isError && <Failure error={send.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ need: call.needs[0]?.id }}>
        <Form.Item name="need" label={t("calls.objectTo")} rules={call.needs.some((need) => need.id) ? [required] : []}>
          <Select options={call.needs.map((need) => ({ value: need.id, label: need.name }))} />
        </Form.Item>
        <Form.Item name="reason" label={t("calls.reason")} rules={[{ ...required, whitespace: true }]}><Input.TextArea rows={4} maxLength={600} showCount /></Form.Item>
      </Form>
    </Dialog>
  );
}
