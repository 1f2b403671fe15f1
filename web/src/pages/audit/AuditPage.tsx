// The event log as it was recorded, and whether everything that follows from it still agrees.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Empty, Input, Table } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { AuditResult, Items, LogEvent } from "../../api/types";
import { moment } from "../../app/format";
import { Failure, Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

const pageSize = 100;

export default function AuditPage() {
  const { t } = useLanguage();
  const [after, setAfter] = useState(0);
  const [stream, setStream] = useState("");
  const events = useQuery({
    queryKey: ["events", after, stream],
    queryFn: () => request<Items<LogEvent>>("GET", "/events", { query: { after, limit: pageSize, stream } }),
  });
  const verify = useMutation({ mutationFn: () => request<AuditResult>("GET", "/audit/verify") });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.audit")}</h1>
        <span className="grow" />
        <Input.Search aria-label={t("audit.stream")} placeholder={t("audit.stream")} allowClear style={{ width: 320 }} onSearch={(wanted) => { setAfter(0); setStream(wanted.trim()); }} />
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>{t("audit.verify")}</Button>
      </div>
      <div aria-live="polite" style={{ marginBottom: 12 }}>
        {verify.isError && <Failure error={verify.error} />}
        {verify.data?.ok && <Alert type="success" showIcon title={t("audit.ok")} />}
        {verify.data && !verify.data.ok && (
          <Alert type="error" showIcon title={t("audit.bad")} description={<ul>{verify.data.faults.map((fault) => <li key={fault.where + fault.what}>{fault.where}: {fault.what}</li>)}</ul>} />
        )}
      </div>
      <div className="sheet">
        <Loadable query={events}>
          {({ items }) => (
            <>
              <Table
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
                  { title: t("audit.what"), dataIndex: "kind" },
                  { title: t("audit.streamName"), render: (_, event) => <span style={{ overflowWrap: "anywhere" }}>{event.stream}</span> },
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
