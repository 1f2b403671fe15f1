// What is due to be erased by its term and why, what was erased, and which cases are held against it.
import { useQuery } from "@tanstack/react-query";
import { Empty, Table } from "antd";
import type { ColumnsType } from "antd/es/table";
import { request } from "../../api/client";
import type { Retention } from "../../api/types";
import { moment } from "../../app/format";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { retentionMessages } from "../../i18n/retention";
import type { MessageKey } from "../../i18n/messages";

export default function RetentionPage() {
  const { t } = useLanguage();
  const retention = useQuery({ queryKey: ["retention"], queryFn: () => request<Retention>("GET", "/retention") });
  const kind = (id: string) => {
    const key = `retention.kind.${id}`;
    return key in retentionMessages ? t(key as MessageKey) : id;
  };
  return (
    <div className="page">
      <div className="page-head"><h1>{t("retention.title")}</h1></div>
      <p className="muted">{t("retention.intro")}</p>
      <Loadable query={retention}>
        {({ terms, due, erased, held }) => (
          <>
            <Listed title={t("retention.terms")} none={t("retention.noTerms")} rows={terms} rowKey={(one) => one.kind} columns={[
              { title: t("retention.kind"), render: (_, one) => kind(one.kind) },
              { title: t("retention.days"), dataIndex: "days", align: "right" },
              { title: t("retention.says"), dataIndex: "says" },
              { title: t("retention.dueCount"), dataIndex: "due", align: "right" },
            ]} />
            <Listed title={t("retention.due")} none={t("retention.nothingDue")} rows={due} rowKey={(one) => one.kind + one.record} columns={[
              { title: t("retention.kind"), render: (_, one) => kind(one.kind) },
              { title: t("retention.reference"), render: (_, one) => one.reference || "–" },
              { title: t("retention.over"), render: (_, one) => moment(one.over) },
              { title: t("retention.since"), render: (_, one) => moment(one.since) },
              { title: t("retention.says"), render: (_, one) => terms.find((term) => term.kind === one.kind)?.says },
            ]} />
            <Listed title={t("retention.held")} none={t("retention.nothingHeld")} rows={held} rowKey={(one) => one.reference} columns={[
              { title: t("retention.reference"), dataIndex: "reference" },
              { title: t("retention.reason"), dataIndex: "reason" },
              { title: t("retention.at"), render: (_, one) => moment(one.since) },
            ]} />
            <Listed title={t("retention.erased")} none={t("retention.nothingErased")} rows={erased} rowKey={(one) => one.kind + one.record} columns={[
              { title: t("retention.kind"), render: (_, one) => kind(one.kind) },
              { title: t("retention.reference"), render: (_, one) => one.reference || "–" },
              { title: t("retention.at"), render: (_, one) => moment(one.at) },
              { title: t("retention.by"), dataIndex: "account" },
              { title: t("retention.says"), dataIndex: "says" },
            ]} />
          </>
        )}
      </Loadable>
    </div>
  );
}

function Listed<T extends object>({ title, none, rows, rowKey, columns }: { title: string; none: string; rows: T[]; rowKey: (row: T) => string; columns: ColumnsType<T> }) {
  return (
    <section className="sheet" aria-label={title} style={{ marginBottom: 16 }}>
      <h2>{title}</h2>
      <Table size="small" rowKey={rowKey} dataSource={rows} columns={columns} pagination={rows.length > 20 ? {} : false} scroll={{ x: 520 }} locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={none} /> }} />
    </section>
  );
}
