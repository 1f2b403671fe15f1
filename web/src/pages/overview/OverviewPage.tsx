// The overview for the leadership: what a policy has come to in a year, with the way down to each case.
import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { Link, useSearchParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Items, Overview, PackageSummary } from "../../api/types";
import { yuan } from "../../app/format";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { ArticleTable } from "./ArticleTable";
import { MonthCharts } from "./MonthCharts";
import { UnitTable } from "./UnitTable";
import { sumOfAll } from "./figures";
import { useOverview } from "./useOverview";
import "./overview.css";

export default function OverviewPage() {
  const { t, text } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  const policy = search.get("policy") ?? packages.data?.items[0]?.id ?? "";
  const year = search.get("year") === null ? undefined : Number(search.get("year"));
  const overview = useOverview(policy, year);
  const show = (part: Record<string, string>) => setSearch((before) => ({ ...Object.fromEntries(before), ...part }));
  const made = overview.data;
  return (
    <div className="page overview-page">
      <div className="page-head">
        <h1>{t("nav.overview")}</h1>
        <span className="grow" />
        {packages.data && packages.data.items.length > 1 && (
          <Select aria-label={t("overview.policy")} className="overview-policy" value={policy} onChange={(id) => show({ policy: id })} options={packages.data.items.map((one) => ({ value: one.id, label: text(one.title) }))} />
        )}
        {made && <Select aria-label={t("overview.year")} value={made.year} onChange={(wanted) => show({ year: String(wanted) })} options={yearsOf(made).map((one) => ({ value: one, label: t("overview.yearOf", { year: one }) }))} />}
        {made && <Link to={`/print/overview/${policy}/${made.year}`}><Button icon={<PrinterOutlined />}>{t("overview.report")}</Button></Link>}
      </div>
      <Loadable query={overview}>{(loaded) => <Sheets made={loaded} policy={policy} />}</Loadable>
    </div>
  );
}

function yearsOf(made: Overview): number[] {
  const last = Math.max(Number(made.on.slice(0, 4)), made.year);
  const first = Math.min(made.first_year, made.year);
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}

function Sheets({ made, policy }: { made: Overview; policy: string }) {
  const { t } = useLanguage();
  return (
    <>
      {!made.whole && <p className="muted">{t("overview.ownOnly")}</p>}
      <Summary made={made} />
      <div className="sheet"><h2>{t("overview.byArticle")}</h2><ArticleTable made={made} policy={policy} /></div>
      <div className="sheet"><h2>{t("overview.byMonth", { year: made.year })}</h2><MonthCharts made={made} /></div>
      <div className="sheet"><h2>{t("overview.byUnit")}</h2><UnitTable made={made} /></div>
    </>
  );
}

function Summary({ made }: { made: Overview }) {
  const { t } = useLanguage();
  const all = sumOfAll(made);
  const appropriated = made.appropriations.reduce((total, line) => total + line.total_fen, 0);
  const figures: { key: string; value: string; note?: React.ReactNode }[] = [
    { key: "opened", value: String(all.opened), note: t("overview.ofThemEnded", { count: all.ended }) },
    { key: "running", value: String(all.running), note: all.overdue > 0 ? <Link className="overview-late" to="/overdue">{t("overview.late", { count: all.overdue })}</Link> : t("overview.noneLate") },
    { key: "runningMost", value: yuan(all.running_most_fen), note: all.unbounded > 0 ? t("overview.unbounded", { count: all.unbounded }) : undefined },
    { key: "committed", value: yuan(all.committed_fen), note: made.whole ? t("overview.ofAppropriated", { total: yuan(appropriated) }) : undefined },
    { key: "paid", value: yuan(all.paid_fen), note: t("overview.yearBefore", { paid: yuan(all.paid_before_fen) }) },
  ];
  return (
    <dl className="sheet overview-summary">
      {figures.map((one) => (
        <div key={one.key}>
          <dt>{t(`overview.sum.${one.key}` as "overview.sum.paid")}</dt>
          <dd className="amount">{one.value}</dd>
          {one.note !== undefined && <dd className="muted">{one.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
