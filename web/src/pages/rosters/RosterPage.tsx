// One list: each subject with amount and reason; lines taken out, the release by a second person, and what became
// of each.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Space, Tag } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { RosterDetail, RosterLine } from "../../api/types";
import { moment, yuan } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { Sure } from "../../components/Sure";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { stateColours } from "./RostersPage";

const lineColours = { listed: "processing", taken_out: "default", left_out: "default", waiting: "warning", confirmed: "success", declined: "error", lapsed: "default", entered: "success" } as const;

export default function RosterPage() {
  const { id } = useParams();
  const found = useQuery({ queryKey: ["roster", id], queryFn: () => request<RosterDetail>("GET", `/rosters/${id}`) });
  return <div className="page"><Loadable query={found}>{(loaded) => <Loaded detail={loaded} />}</Loadable></div>;
}

function Loaded({ detail: { roster, lines } }: { detail: RosterDetail }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  const { session } = useSession();
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ path: string; title: string } | null>(null);
  const change = useMutation({
    mutationFn: ({ path, reason }: { path: string; reason?: string }) =>
      request<RosterDetail>("POST", `/rosters/${roster.id}/${path}`, reason === undefined ? {} : { body: { reason } }),
    onSuccess: (now) => {
      client.setQueryData(["roster", roster.id], now);
      void client.invalidateQueries({ queryKey: ["rosters"] });
      setAsked(null);
    },
  });
  const ranked = lines.some((line) => line.place > 0);
  const paying = lines.some((line) => line.amount_fen !== null);
  return (
    <>
      <div className="page-head">
        <h1>L{roster.number} · {roster.provision} {text(roster.title)}</h1>
        <Tag color={stateColours[roster.state]}>{t(`rosters.state.${roster.state}`)}</Tag>
        <span className="grow" />
        <Space wrap>
          {roster.may_change && <Button danger onClick={() => setAsked({ path: "discard", title: t("rosters.discard") })}>{t("rosters.discard")}</Button>}
          {roster.may_release && (
            <Sure title={t("rosters.releaseSure")} okText={t("rosters.release")} onConfirm={() => change.mutate({ path: "release" })}>
              <Button type="primary" loading={change.isPending}>{t("rosters.release")}</Button>
            </Sure>
          )}
        </Space>
      </div>
      <p className="muted">
        {units([roster.unit])} · {t("rosters.basis", { day: roster.on })}{roster.since && t("rosters.newSince", { day: roster.since })}<br />
        {t("rosters.made", { name: roster.maker, moment: moment(roster.made) })}
        {roster.released && <> · {t("rosters.released", { name: roster.releaser, moment: moment(roster.released) })}</>}
        {roster.until && <> · {t("rosters.until", { day: roster.until })}</>}
        {roster.reason && <> · {roster.reason}</>}
        {roster.state === "made" && !roster.may_release && hasRole(session, "handler") && <><br />{t("rosters.fourEyes")}</>}
      </p>
      {change.isError && <Failure error={change.error} />}
      <div className="sheet">
        <Rows
          rowKey="line"
          dataSource={lines}
          pagination={lines.length > 50 ? { pageSize: 50 } : false}
          scroll={{ x: 820 }}
          columns={[
            ...(ranked ? [{ title: t("rosters.place"), render: (_: unknown, line: RosterLine) => line.place || "—" }] : []),
            { title: t("case.subject"), render: (_, line) => <Link to={`/subjects/${line.subject}`}>{line.subject_name}</Link> },
            ...(paying ? [{ title: t("case.amountYuan"), align: "right" as const, render: (_: unknown, line: RosterLine) => line.amount_fen !== null && <span className="amount">{yuan(line.amount_fen)}</span> }] : []),
            { title: t("rosters.why"), render: (_, line) => text(line.why) },
            {
              title: t("case.status"),
              render: (_, line) => (
                <>
                  <Tag color={lineColours[line.state]}>{t(`rosters.line.${line.state}`)}</Tag>
                  {line.case_id && <Link to={`/cases/${line.case_id}`}>{line.reference}</Link>}{" "}
                  <Space wrap size={12}>{line.entries.map((entry, i) => <Link key={entry} to={`/entries/${entry}`}>{t("rosters.entry", { n: i + 1 })}</Link>)}</Space>
                  {text(line.reason) && <div className="muted">{text(line.reason)}</div>}
                </>
              ),
            },
            ...(roster.may_change ? [{
              key: "change",
              render: (_: unknown, line: RosterLine) => (
                <>
                  {line.state === "listed" && <Button size="small" onClick={() => setAsked({ path: `lines/${line.line}/take-out`, title: t("rosters.takeOutOf", { name: line.subject_name }) })}>{t("rosters.takeOut")}</Button>}
                  {line.state === "taken_out" && <Button size="small" onClick={() => change.mutate({ path: `lines/${line.line}/put-back` })}>{t("rosters.putBack")}</Button>}
                </>
              ),
            }] : []),
          ]}
        />
      </div>
      {asked && <ReasonDialog title={asked.title} pending={change.isPending} close={() => setAsked(null)} send={(reason) => change.mutate({ path: asked.path, reason })} />}
    </>
  );
}

export function ReasonDialog({ title, label, pending, close, send }: { title: string; label?: string; pending: boolean; close: () => void; send: (reason: string) => void }) {
  const { t } = useLanguage();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Dialog open title={title} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={pending} onCancel={close}
      onOk={() => void form.validateFields().then(({ reason }) => send(reason.trim()), () => undefined)}>
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item name="reason" label={label ?? t("case.reason")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
