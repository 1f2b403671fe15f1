// Why a determination says what it says, as the service's tree: sentence, condition, fact, value, source. Every
// branch opens and closes by keyboard; what speaks against a claim or is not known is open from the start.
import { createContext, useContext, useState, type ReactNode } from "react";
import type { Explanation } from "../api/types";
import { useLanguage } from "../i18n/language";
import type { MessageKey } from "../i18n/messages";
import "./explanation.css";

/** Facts that were declared otherwise than what is attested and counts, by their names. */
export type Differing = Map<string, string>;
const none: Differing = new Map();
const DifferingContext = createContext<Differing>(none);

interface Props {
  explanation: Explanation;
  differing?: Differing;
  /** Shown below the n-th claim, events that do not qualify counted after the others. */
  extra?: (claim: number) => ReactNode;
}

export function ExplanationTree({ explanation, differing, extra }: Props) {
  const { t } = useLanguage();
  // Whether everything is opened or closed at once; null: each as it is.
  const [all, setAll] = useState<{ open: boolean; turn: number } | null>(null);
  const children = explanation.children ?? [];
  const branches = children.some((child) => (child.children ?? []).length > 0);
  let claim = -1;
  return (
    <DifferingContext.Provider value={differing ?? none}>
    <div className="why">
      {branches && (
        <div className="why-tools no-print">
          <button type="button" onClick={() => setAll({ open: true, turn: (all?.turn ?? 0) + 1 })}>{t("why.openAll")}</button>
          <button type="button" onClick={() => setAll({ open: false, turn: (all?.turn ?? 0) + 1 })}>{t("why.closeAll")}</button>
        </div>
      )}
      <ul key={all?.turn ?? 0} className="why-list">
        {children.map((child, at) => {
          if (child.kind === "claim") ++claim;
          const own = child.kind === "claim" ? extra?.(claim) : undefined;
          return <Node key={at} node={child} all={all?.open ?? null} extra={own} />;
        })}
      </ul>
      {/* The only claim of a subject has no branch of its own. */}
      {extra && !children.some((child) => child.kind === "claim") && extra(0)}
    </div>
    </DifferingContext.Provider>
  );
}

const labels: Partial<Record<Explanation["kind"], MessageKey>> = {
  missing: "why.missing", change: "why.change", assumption: "why.assumption", step: "why.step", decision: "why.decision",
};

function Node({ node, all, extra }: { node: Explanation; all: boolean | null; extra?: ReactNode }) {
  const { text } = useLanguage();
  const children = node.children ?? [];
  const cited = node.citation && node.kind !== "sentence" ? node.citation : undefined;
  const head = <Head node={node} />;
  const opened = all ?? (node.kind === "claim" || node.verdict === "not_met" || node.verdict === "unknown" || node.kind === "amount");
  return (
    <li className={`why-${node.kind}`}>
      {children.length === 0 && !cited && !extra ? <div className="why-leaf">{head}</div> : (
        <details open={opened}>
          <summary>{head}</summary>
          {cited && <blockquote lang="zh-CN">{cited.text}</blockquote>}
          {children.length > 0 && <ul>{children.map((child, at) => <Node key={at} node={child} all={all} />)}</ul>}
          {extra}
        </details>
      )}
      {node.kind === "sentence" && node.citation && <blockquote lang="zh-CN">{node.citation.text}<cite>{text(node.text)}</cite></blockquote>}
    </li>
  );
}

// "认定" of "企业.认定[2].日期".
const factOf = (path: string) => path.split(".")[1]?.split("[")[0] ?? "";

function Head({ node }: { node: Explanation }) {
  const { t, text } = useLanguage();
  const differing = useContext(DifferingContext);
  const label = labels[node.kind];
  if (node.kind === "sentence") return null;
  const claim = node.kind === "claim";
  const otherwise = node.kind === "fact" && node.id ? differing.get(factOf(node.id)) : undefined;
  return (
    <>
      {node.verdict && <span className={`why-verdict verdict-${node.verdict}`}>{t(claim ? `due.${dueOf(node.verdict)}` : `verdict.${node.verdict}`)}</span>}
      {label && <span className="why-label">{t(label)}</span>}
      <span className="why-text">{text(node.text)}</span>
      {node.value && <span className="why-value">{text(node.value)}</span>}
      {node.detail && <span className="why-detail">{text(node.detail)}</span>}
      {otherwise !== undefined && <span className="why-differs">{t("why.differs", { value: otherwise })}</span>}
    </>
  );
}

export function dueOf(verdict: NonNullable<Explanation["verdict"]>): "due" | "not_due" | "unknown" {
  return verdict === "met" ? "due" : verdict === "unknown" ? "unknown" : "not_due";
}
