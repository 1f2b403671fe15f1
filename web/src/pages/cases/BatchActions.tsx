// One step taken on several cases: each is read first and shown, each is a step of its own with its own record, and
// what became of each is said. A case that has changed meanwhile is left as it is.
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Radio, Skeleton } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { ApiError, request } from "../../api/client";
import type { Case, CaseAction } from "../../api/types";
import { plainMessage } from "../../app/format";
import { Amount } from "../../components/Amount";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { bodyOf, keyOf, shared, type Entered } from "./actions";

/** `again`: the service was not reached, and may be asked once more under the same key. */
type Outcome = { done: true } | { done: false; why: string; again: boolean };

export function BatchActions({ ids, close }: { ids: string[]; close: () => void }) {
  const { t } = useLanguage();
  const cases = useQueries({ queries: ids.map((id) => ({ queryKey: ["case", id], queryFn: () => request<Case>("GET", `/cases/${id}`), staleTime: 0 })) });
  const failed = cases.find((one) => one.isError);
  // What was read when the dialog opened is what is decided on, also once the first steps are taken.
  const [read, setRead] = useState<Case[] | null>(null);
  if (read === null && cases.every((one) => one.isSuccess && !one.isFetching)) setRead(cases.map((one) => one.data!));
  return (
    <Dialog open width={860} title={t("batchStep.title", { count: ids.length })} onCancel={close} footer={null} destroyOnHidden>
      {failed ? <Failure error={failed.error} /> : read === null ? <Skeleton active /> : <Steps cases={read} close={close} />}
    </Dialog>
  );
}

function Steps({ cases, close }: { cases: Case[]; close: () => void }) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered & { action: string }>();
  const [keys] = useState(() => new Map(cases.map((item) => [item.id, crypto.randomUUID()])));
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [running, setRunning] = useState(false);
  const offered = shared(cases);
  const wanted = Form.useWatch("action", form);
  const chosen = offered.find((one) => keyOf(one) === wanted) ?? null;
  const done = cases.filter((item) => outcomes.get(item.id)?.done).length;
  const open = cases.filter((item) => {
    const outcome = outcomes.get(item.id);
    return outcome === undefined || (!outcome.done && outcome.again);
  });

  const run = async (action: CaseAction, entered: Entered) => {
    setRunning(true);
    for (const item of open) {
      let outcome: Outcome = { done: true };
      try {
        await request<Case>("POST", `/cases/${item.id}/actions`, { idempotencyKey: keys.get(item.id)!, body: bodyOf(item, action, entered) });
      } catch (error) {
        // An answer that cannot be read may be one that it was done: asked again under the same key, it is done once.
        outcome = error instanceof ApiError
          ? { done: false, again: error.status === 0 || error.status >= 500, why: [error.problem.title, error.problem.detail].filter(Boolean).map(plainMessage).join(" · ") }
          : { done: false, again: true, why: t("batchStep.unclear") };
      }
      setOutcomes((before) => new Map(before).set(item.id, outcome));
    }
    setRunning(false);
    for (const list of ["case", "cases", "inbox", "notices", "treasury", "subject"]) void client.invalidateQueries({ queryKey: [list] });
  };

  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <>
      <Rows<Case>
        rowKey="id"
        size="small"
        dataSource={cases}
        pagination={cases.length > 10 ? { pageSize: 10 } : false}
        scroll={{ x: 640 }}
        columns={[
          { title: t("case.reference"), render: (_, item) => <Link to={`/cases/${item.id}`} target="_blank">{item.reference}</Link> },
          ...(outcomes.size > 0 ? [{
            width: 220,
            title: t("batchStep.outcome"),
            render: (_: unknown, item: Case) => {
              const outcome = outcomes.get(item.id);
              return outcome === undefined ? "" : outcome.done ? t("batchStep.done") : <span className="batch-refused">{outcome.why}</span>;
            },
          }] : []),
          { title: t("case.subject"), render: (_, item) => item.subject.name },
          { title: t("case.provision"), render: (_, item) => `${item.provision} ${text(item.provision_title)}` },
          { title: t("case.amountYuan"), align: "right", render: (_, item) => <Amount fen={item.amount_fen} max={item.amount_max_fen} /> },
        ]}
      />
      {!running && outcomes.size > 0 && <p className="batch-end" role="status">{t("batchStep.finished", { done, count: cases.length })}</p>}
      {open.length === 0 && !running ? (
        <Button type="primary" onClick={close}>{t("batchStep.close")}</Button>
      ) : offered.length === 0 ? (
        <p className="batch-end">{t("batchStep.nothing")}</p>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} className="batch-form" disabled={running} onFinish={(entered) => void run(chosen!, entered)}>
          <Form.Item name="action" label={t("batchStep.which")} rules={[{ required: true, message: t("session.required") }]}>
            <Radio.Group options={offered.map((one) => ({ value: keyOf(one), label: text(one.title) }))} />
          </Form.Item>
          {chosen?.needs.includes("minutes") && <Form.Item name="minutes" label={t("action.minutes")} rules={[required]}><Input maxLength={200} /></Form.Item>}
          <Form.Item name="reason" label={t(chosen?.reason_required ? "case.reason" : "action.remark")} rules={chosen?.reason_required ? [required] : []}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={running}>{running ? t("batchStep.running", { done, count: cases.length }) : t(outcomes.size > 0 ? "batchStep.again" : "batchStep.confirm", { count: open.length })}</Button>
        </Form>
      )}
    </>
  );
}
