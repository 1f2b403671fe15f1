// One provision's explanation on paper: its sentences, then each claim with its conditions, the facts that they
// read, and how the amount comes about.
import type { Explanation, ProvisionResult } from "../../api/types";
import { dueOf } from "../../components/ExplanationTree";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";

export function Basis({ provision }: { provision: ProvisionResult }) {
  const { text } = useLanguage();
  const children = provision.explanation?.children ?? [];
  const sentences = children.filter((child) => child.kind === "sentence");
  return (
    <section className="form-basis">
      <h3>{provision.id} {text(provision.title)}</h3>
      {sentences.length > 0 && (
        <p className="form-sentences" lang="zh-CN">{sentences.map((one) => `“${one.citation?.text ?? ""}”`).join("；")}<span className="form-article">{text(sentences[0]!.text)}</span></p>
      )}
      <ul>{children.filter((child) => child.kind !== "sentence" && child.kind !== "change").map((child, at) => <Item key={at} node={child} />)}</ul>
    </section>
  );
}

const marks: Record<NonNullable<Explanation["verdict"]>, string> = { met: "✓", not_met: "✗", unknown: "?", not_reached: "–" };
const labels: Partial<Record<Explanation["kind"], MessageKey>> = { missing: "why.missing", assumption: "why.assumption", step: "why.step", decision: "why.decision" };

function Item({ node }: { node: Explanation }) {
  const { t, text, language } = useLanguage();
  const label = labels[node.kind];
  const colon = language === "zh" ? "：" : ": ";
  const name = text(node.text);
  const says = [node.kind === "claim" && node.verdict ? t(`due.${dueOf(node.verdict)}`) : "", text(node.detail)].filter(Boolean).join(language === "zh" ? "，" : ", ");
  return (
    <li className={`basis-${node.kind}`}>
      {node.verdict && <span className="form-mark" role="img" aria-label={t(`verdict.${node.verdict}`)}>{marks[node.verdict]}</span>}
      {label && <span>{t(label)}{colon}</span>}
      <span>{name}</span>
      {node.value && <span className="form-value">{colon}{text(node.value)}</span>}
      {says && <span className="form-why">{language === "zh" ? `（${says}）` : ` (${says})`}</span>}
      {node.citation && <div className="form-cited" lang="zh-CN">“{node.citation.text}”</div>}
      {node.children && <ul>{node.children.map((child, at) => <Item key={at} node={child} />)}</ul>}
    </li>
  );
}
