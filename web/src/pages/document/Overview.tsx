// Beside the document while no sentence is chosen: how far the rules cover it, and its articles to go to.
import type { Clause, PolicyDocument, Provision } from "../../api/types";
import { useLanguage } from "../../i18n/language";

export function Overview({ document, provisions }: { document: PolicyDocument; provisions: Provision[] }) {
  const { t, text } = useLanguage();
  const clauses = document.paragraphs.flatMap((paragraph) => paragraph.clauses);
  const count = (use: Clause["use"]) => clauses.filter((clause) => clause.use === use).length;
  const articles = document.paragraphs.filter((paragraph) => paragraph.kind === "article");
  return (
    <section className="overview">
      <h2>{text(document.title)}</h2>
      <p>{t("document.pick")}</p>
      <ul className="overview-legend">
        <li><span className="clause clause-provision">{t("document.legendProvision")}</span> {count("provision")}</li>
        <li><span>{t("document.legendDeclaratory")}</span> {count("declaratory")}</li>
        {count("uncovered") > 0 && <li><span className="clause-uncovered">{t("document.uncovered")}</span> {count("uncovered")}</li>}
      </ul>
      {t("document.original") && <p className="muted">{t("document.original")}</p>}
      <nav aria-label={t("document.articles")}>
        <h3>{t("document.articles")}</h3>
        <ol className="overview-articles">
          {articles.map((paragraph) => (
            <li key={paragraph.index}>
              <a href={`#article-${paragraph.article}`} lang="zh-CN">{headingOf(paragraph.text)}</a>
              <span className="muted">{t("document.ruleCount", { count: provisions.filter((provision) => provision.article === paragraph.article).length })}</span>
            </li>
          ))}
        </ol>
      </nav>
    </section>
  );
}

/** The first sentence of an article is its heading. */
const headingOf = (text: string) => text.slice(0, text.indexOf("。") < 0 ? undefined : text.indexOf("。"));
