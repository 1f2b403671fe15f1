// The yearly report: the overview of a policy as a paper.
import { useParams } from "react-router-dom";
import type { Overview } from "../../api/types";
import { yuan } from "../../app/format";
import { useSession } from "../../app/session";
import { Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { carriers, sumOfAll, sumOfArticle, type Summed } from "../overview/figures";
import { useOverview } from "../overview/useOverview";
import { PrintFrame } from "./PrintFrame";
import "../overview/overview.css";

export default function PrintOverviewPage() {
  const { policy = "", year = "" } = useParams();
  const overview = useOverview(policy, Number(year));
  return (
    <PrintFrame back={`/overview?policy=${policy}&year=${year}`}>
      <Loadable query={overview}>{(made) => <Report made={made} />}</Loadable>
    </PrintFrame>
  );
}

function Report({ made }: { made: Overview }) {
  const { t, text, language } = useLanguage();
  const { space } = useSession();
  return (
    <article className="form report" lang={language === "zh" ? "zh-CN" : "en"}>
      {space?.kind === "training" && <p className="form-training">{t("app.training")}</p>}
      <h1>{t("overview.reportTitle", { year: made.year })}</h1>
      <table className="form-head">
        <tbody>
          <tr><th scope="row">{t("print.policy")}</th><td>{text(made.package.title)}{made.package.number && t("print.brackets", { text: made.package.number })}</td></tr>
          <tr><th scope="row">{t("print.on")}</th><td>{made.on}</td></tr>
          {!made.whole && <tr><th scope="row">{t("overview.extent")}</th><td>{t("overview.ownOnly")}</td></tr>}
        </tbody>
      </table>
      <h2>{t("overview.byArticle")}</h2>
      <Articles made={made} />
      {made.appropriations.length > 0 && <><h2>{t("overview.appropriations")}</h2><Appropriations made={made} /></>}
      <h2>{t("overview.institutions")}</h2>
      <Institutions made={made} />
      <h2>{t("overview.byMonth", { year: made.year })}</h2>
      <Months made={made} />
      <h2>{t("overview.byUnit")}</h2>
      <Units made={made} />
      <footer><p className="report-note">{t("overview.reportNote", { on: made.on })}</p></footer>
    </article>
  );
}

function Row({ name, sum, total = false }: { name: React.ReactNode; sum: Summed; total?: boolean }) {
  return (
    <tr className={total ? "form-total" : ""}>
      <td>{name}</td>
      <td className="report-number">{sum.opened}</td>
      <td className="report-number">{sum.running}</td>
      <td className="report-number">{sum.overdue}</td>
      <td className="report-number">{yuan(sum.committed_fen)}</td>
      <td className="report-number">{yuan(sum.paid_fen)}</td>
      <td className="report-number">{yuan(sum.paid_before_fen)}</td>
    </tr>
  );
}

function Articles({ made }: { made: Overview }) {
  const { t } = useLanguage();
  // What nobody can apply for has no figures of this kind.
  const rows = made.articles.filter((one) => carriers(one).includes("cases"));
  return (
    <table>
      <thead><tr>{(["article", "opened", "running", "overdue", "committed", "paid", "paidBefore"] as const).map((name) => <th key={name}>{t(`overview.${name}`)}</th>)}</tr></thead>
      <tbody>
        {rows.map((one) => <Row key={one.article} name={<span lang="zh-CN">{one.heading || (one.article === "closing" ? t("overview.closing") : t("document.article", { article: one.article }))}</span>} sum={sumOfArticle(one)} />)}
        <Row name={t("overview.total")} sum={sumOfAll(made)} total />
      </tbody>
    </table>
  );
}

function Appropriations({ made }: { made: Overview }) {
  const { t } = useLanguage();
  const units = useUnits();
  return (
    <table>
      <thead><tr><th>{t("overview.unit")}</th><th>{t("overview.appropriated")}</th><th>{t("overview.available")}</th><th>{t("overview.onTheWay")}</th><th>{t("overview.paid")}</th></tr></thead>
      <tbody>
        {made.appropriations.map((line) => (
          <tr key={line.unit}>
            <td>{units([line.unit])}</td>
            <td className="report-number">{yuan(line.total_fen)}</td>
            <td className="report-number">{yuan(line.available_fen)}</td>
            <td className="report-number">{yuan(line.committed_fen + line.payable_fen + line.issued_fen)}</td>
            <td className="report-number">{yuan(line.paid_fen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Institutions({ made }: { made: Overview }) {
  const { t, text, list } = useLanguage();
  const rows = made.articles.flatMap((article) => article.registers.map((one) => ({ article, one })));
  if (rows.length === 0) return <p>{t("overview.noInstitutions")}</p>;
  return (
    <table>
      <thead><tr><th>{t("overview.articleNumber")}</th><th>{t("overview.register")}</th><th>{t("overview.entries")}</th><th>{t("overview.states")}</th></tr></thead>
      <tbody>
        {rows.map(({ article, one }) => (
          <tr key={one.id}>
            <td>{article.article === "closing" ? t("overview.closing") : article.article}</td>
            <td>{text(one.title)}</td>
            <td className="report-number">{one.total}</td>
            <td>{list(one.counts.map((state) => `${text(state.title)} ${state.count}`)) || "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Months({ made }: { made: Overview }) {
  const { t } = useLanguage();
  return (
    <table>
      <thead><tr><th>{t("overview.monthColumn")}</th><th>{t("overview.opened")}</th><th>{t("overview.paid")}</th></tr></thead>
      <tbody>{made.months.map((one, index) => <tr key={index}><td>{t("overview.month", { month: index + 1 })}</td><td className="report-number">{one.opened}</td><td className="report-number">{yuan(one.paid_fen)}</td></tr>)}</tbody>
    </table>
  );
}

function Units({ made }: { made: Overview }) {
  const { t } = useLanguage();
  const units = useUnits();
  if (made.units.length === 0) return <p>{t("overview.nothingWaits")}</p>;
  return (
    <table>
      <thead><tr><th>{t("overview.unit")}</th><th>{t("overview.steps")}</th><th>{t("overview.overdue")}</th><th>{t("overview.oldest")}</th><th>{t("overview.registerSteps")}</th><th>{t("overview.registerOverdue")}</th></tr></thead>
      <tbody>
        {made.units.map((one) => (
          <tr key={one.unit}>
            <td>{units([one.unit])}</td>
            <td className="report-number">{one.steps}</td>
            <td className="report-number">{one.overdue}</td>
            <td className="report-number">{one.oldest ?? "—"}</td>
            <td className="report-number">{one.register_steps}</td>
            <td className="report-number">{one.register_overdue}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
