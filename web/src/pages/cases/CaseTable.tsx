// A list of cases, used wherever cases are listed.
import { Empty, Table, Tag } from "antd";
import { Link } from "react-router-dom";
import type { CaseSummary } from "../../api/types";
import { Amount } from "../../components/Amount";
import { Due } from "../../components/Due";
import { useLanguage } from "../../i18n/language";

interface Props { cases: CaseSummary[]; empty: string; total?: number; page?: number; onPage?: (page: number) => void; pageSize?: number }

export function StatusTag({ item }: { item: CaseSummary }) {
  const { text } = useLanguage();
  const colour = !item.ended ? "processing" : item.state === "paid" ? "success" : ["withdrawn", "lapsed", "cancelled"].includes(item.state) ? "default" : "error";
  return <Tag color={colour}>{text(item.status)}</Tag>;
}

export function CaseTable({ cases, empty, total, page, onPage, pageSize = 20 }: Props) {
  const { t, text } = useLanguage();
  if (cases.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <Table
      rowKey="id"
      dataSource={cases}
      scroll={{ x: 860 }}
      pagination={total !== undefined && total > pageSize ? { total, pageSize, current: page, onChange: onPage, showSizeChanger: false } : cases.length > pageSize ? { pageSize } : false}
      columns={[
        { title: t("case.reference"), render: (_, item) => <Link to={`/cases/${item.id}`}>{item.reference}</Link> },
        { title: t("case.subject"), render: (_, item) => item.subject.name },
        { title: t("case.provision"), render: (_, item) => `${item.provision} ${text(item.provision_title)}` },
        { title: t("case.amountYuan"), align: "right", render: (_, item) => <Amount fen={item.amount_fen} max={item.max_fen} /> },
        { title: t("case.status"), render: (_, item) => <StatusTag item={item} /> },
        {
          title: t("case.due"),
          render: (_, item) => {
            const next = item.open_steps.find((step) => step.due);
            return next ? <Due due={next.due} overdue={next.overdue} provisional={next.provisional} /> : "—";
          },
        },
      ]}
    />
  );
}
