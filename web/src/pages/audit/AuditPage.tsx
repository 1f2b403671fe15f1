// The event log as it was recorded, and whether everything that follows from it still agrees.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Empty, Space, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { AuditResult, Items, LogEvent, ReplayResult } from "../../api/types";
import { moment } from "../../app/format";
import { ExportButton } from "../../components/ExportButton";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { eventNames, streamNames } from "./event-names";
import LogHead from "./LogHead";
import "./audit.css";

const pageSize = 50;

export default function AuditPage() {
  const { t, text } = useLanguage();
  const [after, setAfter] = useState(0);
  const [stream, setStream] = useState("");
  const events = useQuery({
    queryKey: ["events", after, stream],
    queryFn: () => request<Items<LogEvent>>("GET", "/events", { query: { after, limit: pageSize, stream } }),
  });
  const narrow = (wanted: string) => { setAfter(0); setStream(wanted); };
  const verify = useMutation({ mutationFn: () => request<AuditResult>("GET", "/audit/verify") });
  const replay = useMutation({ mutationFn: () => request<ReplayResult>("GET", "/audit/replay") });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.audit")}</h1>
        <span className="grow" />
        {stream && <Tag closable onClose={() => narrow("")}>{t("audit.narrowed", { stream })}</Tag>}
        <ExportButton path="/events/export" query={{ after }} />
        <Button loading={replay.isPending} onClick={() => replay.mutate()}>{t("audit.replay")}</Button>
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>{t("audit.verify")}</Button>
      </div>
      <div aria-live="polite" style={{ marginBottom: 12 }}>
        {verify.isError && <Failure error={verify.error} />}
        {verify.data?.ok && <Alert type="success" showIcon title={t("audit.ok")} />}
        {verify.data && !verify.data.ok && (
          <Alert type="error" showIcon title={t("audit.bad")} description={<ul>{verify.data.faults.map((fault) => <li key={fault.where + fault.what}>{fault.where}: {fault.what}</li>)}</ul>} />
        )}
      </div>
      <div aria-live="polite" style={{ marginBottom: 12 }}>
        {replay.isError && <Failure error={replay.error} />}
        {replay.data && <Replayed result={replay.data} />}
      </div>
      <LogHead />
      <div className="sheet">
        <Loadable query={events}>
          {({ items }) => (
            <>
              <Rows
                rowKey="seq"
                size="small"
                dataSource={items}
                pagination={false}
                scroll={{ x: 900 }}
                locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("audit.none")} /> }}
                expandable={{ expandedRowRender: (event) => <code className="rule">{event.payload}</code> }}
                columns={[
                  { title: "#", dataIndex: "seq" },
                  { title: t("audit.at"), render: (_, event) => <span style={{ whiteSpace: "nowrap" }}>{moment(event.at)}</span> },
                  { title: t("audit.who"), render: (_, event) => [event.actor, event.unit].filter(Boolean).join(" · ") || t("timeline.system") },
                  { title: t("audit.what"), render: (_, event) => (eventNames[event.kind] ? <span title={event.kind}>{text(eventNames[event.kind])}</span> : event.kind) },
                  { title: t("audit.streamName"), render: (_, event) => <StreamCell stream={event.stream} narrow={narrow} /> },
                  { title: t("audit.hash"), render: (_, event) => <code title={event.hash}>{event.hash.slice(0, 12)}…</code> },
                ]}
              />
              <p className="no-print">
                <Button disabled={after === 0} onClick={() => setAfter(0)}>{t("audit.first")}</Button>{" "}
                <Button disabled={items.length < pageSize} onClick={() => setAfter(items.at(-1)?.seq ?? 0)}>{t("audit.next")}</Button>
              </p>
            </>
          )}
        </Loadable>
      </div>
    </div>
  );
}

/** Whether the determinations that cases rest on come out the same today. */
function Replayed({ result }: { result: ReplayResult }) {
  const { t, text } = useLanguage();
  const count = { identical: String(result.identical), different: String(result.different), impossible: String(result.impossible) };
  if (result.faults.length === 0) return <Alert type="success" showIcon title={t("audit.replayed", count)} />;
  return (
    <Alert
      type={result.different > 0 ? "error" : "warning"}
      showIcon
      title={t("audit.replayedBad", count)}
      description={
        <ul>
          {result.faults.map((fault) => (
            <li key={fault.case + fault.step + fault.on}>
              <Link to={`/cases/${fault.case}`}>{fault.reference}</Link> {fault.step} {fault.on} {text(fault.because)}
              {fault.engine !== result.engine && ` (${t("audit.engines", { then: String(fault.engine), now: String(result.engine) })})`}
              {fault.differences.length > 0 && (
                <ul>
                  {fault.differences.map((one) => (
                    <li key={one.provision + one.claim + one.member}>{[one.provision, one.claim, one.member].filter(Boolean).join(" · ")}: {one.before || "–"} → {one.after || "–"}</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** What an event is about. The identifier is for machines; the last of it tells two apart. */
function StreamCell({ stream, narrow }: { stream: string; narrow: (stream: string) => void }) {
  const { t, text } = useLanguage();
  const [type = "", id = ""] = stream.split("/");
  const label = `${text(streamNames[type]) || type} …${id.slice(-6)}`;
  return (
    <Space>
      {type === "case" ? <Link to={`/cases/${id}`} title={stream}>{label}</Link> : <span title={stream}>{label}</span>}
      <Button size="small" className="no-print" onClick={() => narrow(stream)}>{t("audit.only")}</Button>
    </Space>
  );
}
