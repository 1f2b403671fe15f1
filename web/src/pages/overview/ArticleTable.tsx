// Article by article; an opened one shows its provisions, registers and competitions, each with the way to it.
import { Tag } from "antd";
import { Link } from "react-router-dom";
import type { ArticleFigures, Overview, ProvisionFigures } from "../../api/types";
import { yuan } from "../../app/format";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { carriers, casesOf, sumOfArticle } from "./figures";

const money = (fen: number) => <span className="amount">{fen === 0 ? "—" : yuan(fen)}</span>;
const count = (number: number) => <span className="amount">{number === 0 ? "—" : number}</span>;

export function ArticleTable({ made, policy }: { made: Overview; policy: string }) {
  const { t } = useLanguage();
  const rows = made.articles.filter((one) => one.provisions.length > 0 || one.registers.length > 0 || one.calls.length > 0);
  return (
    <Rows<ArticleFigures>
      label={t("overview.byArticle")}
      rowKey="article"
      size="small"
      dataSource={rows}
      pagination={false}
      scroll={{ x: 900 }}
      expandable={{ expandedRowRender: (article) => <Inside article={article} policy={policy} year={made.year} />, expandRowByClick: true }}
      columns={[
        { title: t("overview.article"), width: 260, render: (_, one) => <span lang="zh-CN">{one.heading || (one.article === "closing" ? t("overview.closing") : t("document.article", { article: one.article }))}</span> },
        { title: t("overview.carriedOut"), width: 200, render: (_, one) => carriers(one).map((way) => <Tag key={way}>{t(`overview.way.${way}`)}</Tag>) },
        { title: t("overview.opened"), align: "right", render: (_, one) => count(sumOfArticle(one).opened) },
        { title: t("overview.running"), align: "right", render: (_, one) => count(sumOfArticle(one).running) },
        { title: t("overview.overdue"), align: "right", render: (_, one) => <Late number={sumOfArticle(one).overdue} /> },
        { title: t("overview.committed"), align: "right", render: (_, one) => money(sumOfArticle(one).committed_fen) },
        { title: t("overview.paid"), align: "right", render: (_, one) => money(sumOfArticle(one).paid_fen) },
        { title: t("overview.paidBefore"), align: "right", render: (_, one) => money(sumOfArticle(one).paid_before_fen) },
      ]}
    />
  );
}

function Late({ number }: { number: number }) {
  return <span className={number > 0 ? "amount overview-late" : "amount"}>{number === 0 ? "—" : number}</span>;
}

function Inside({ article, policy, year }: { article: ArticleFigures; policy: string; year: number }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  return (
    <div className="overview-inside">
      {article.provisions.map((one) => (
        <section key={one.id}>
          <h3><Link to={`/documents/${policy}/provisions/${one.id}`}>{one.id} {text(one.title)}</Link></h3>
          <p className="muted">{units(one.leads)}{one.applied_for ? "" : ` · ${t(one.decided ? "overview.noCases" : "overview.declaredOnly")}`}</p>
          {one.applied_for && <ProvisionCases one={one} policy={policy} year={year} />}
        </section>
      ))}
      {article.registers.map((one) => (
        <section key={one.id}>
          <h3><Link to={`/registers/${policy}/${encodeURIComponent(one.id)}`}>{text(one.title)}</Link></h3>
          <p>{one.total === 0 ? <span className="muted">{t("overview.noEntries")}</span> : one.counts.map((state) => <Tag key={state.status}>{text(state.title)} {state.count}</Tag>)}</p>
        </section>
      ))}
      {article.calls.map((call) => (
        <section key={call.id}><h3><Link to={`/calls/${call.id}`}>{text(call.title)}</Link> <span className="muted">{call.reference}</span></h3></section>
      ))}
    </div>
  );
}

function ProvisionCases({ one, policy, year }: { one: ProvisionFigures; policy: string; year: number }) {
  const { t } = useLanguage();
  return (
    <p>
      <Link to={casesOf(policy, one.id)}>{t("overview.runningOf", { count: one.running })}</Link>
      {one.overdue > 0 && <> · <span className="overview-late">{t("overview.late", { count: one.overdue })}</span></>}
      {" · "}<Link to={casesOf(policy, one.id, year)}>{t("overview.endedOf", { count: one.ended })}</Link>
      {one.running_most_fen > 0 && <> · {t("overview.runningMostOf", { fen: yuan(one.running_most_fen) })}</>}
      {one.unbounded > 0 && <> · {t("overview.unbounded", { count: one.unbounded })}</>}
      {one.paid_cases > 0 && <> · {t("overview.paidOf", { count: one.paid_cases, fen: yuan(one.paid_fen) })}</>}
    </p>
  );
}
