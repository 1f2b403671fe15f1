// A list of cases, used wherever cases are listed.
import { Empty, Grid, Table, Tag, type PaginationProps } from "antd";
import { Link } from "react-router-dom";
import type { CaseSummary } from "../../api/types";
import { standalone } from "../../app/format";
import { Amount } from "../../components/Amount";
import { Due } from "../../components/Due";
import { useLanguage } from "../../i18n/language";

/** `pagination`: of a list that the service gives page by page; else all are at hand. */
interface Props { cases: CaseSummary[]; empty: string; pagination?: PaginationProps | false }

export function StatusTag({ item }: { item: CaseSummary }) {
  const { text } = useLanguage();
  const colour = !item.ended ? "processing" : item.state === "paid" ? "success" : ["withdrawn", "lapsed", "cancelled"].includes(item.state) ? "default" : "error";
  return <Tag color={colour}>{standalone(text(item.status))}</Tag>;
}

export function CaseTable({ cases, empty, pagination = cases.length > 20 && { pageSize: 20 } }: Props) {
  const { t, text } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  if (cases.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  const due = (item: CaseSummary) => {
    const next = item.open_steps.find((step) => step.due);
    return next ? <Due due={next.due} overdue={next.overdue} provisional={next.provisional} /> : null;
  };
  const reference = (item: CaseSummary) => <Link to={`/cases/${item.id}`} className="case-reference">{item.reference}</Link>;
  const provision = (item: CaseSummary) => `${item.provision} ${text(item.provision_title)}`;
  const amount = (item: CaseSummary) => <Amount fen={item.amount_fen} max={item.max_fen} />;
  return (
    <Table
      rowKey="id"
      dataSource={cases}
      {...(wide ? { scroll: { x: 860 } } : { showHeader: false })}
      pagination={pagination}
      columns={wide
        ? [
            { title: t("case.reference"), render: (_, item) => reference(item) },
            { title: t("case.subject"), render: (_, item) => item.subject.name },
            { title: t("case.provision"), render: (_, item) => provision(item) },
            { title: t("case.amountYuan"), align: "right", render: (_, item) => amount(item) },
            { title: t("case.status"), render: (_, item) => <StatusTag item={item} /> },
            { title: t("case.due"), render: (_, item) => due(item) ?? "—" },
          ]
        // In a hand each case is a few lines: what it is, where it stands, how much and until when.
        : [{
            title: t("nav.cases"),
            render: (_, item) => (
              <>
                <div>{reference(item)} <StatusTag item={item} /></div>
                <div>{provision(item)}</div>
                <div className="muted">{item.subject.name}</div>
                <div>{amount(item)} {(item.amount_fen ?? item.max_fen) !== null && t("amount.unit")} <span className="muted">{due(item) && <>{t("case.due")} {due(item)}</>}</span></div>
              </>
            ),
          }]}
    />
  );
}
