// What is due and why: each provision with its verdict, every condition with the fact that it read, and the
// words of the document that it carries out. A refusal says "no, because"; what is not known says whom to ask.
import { Collapse, Descriptions, Tag } from "antd";
import type { ReactNode } from "react";
import type { Claim, ConditionResult, Determination, DueStatus, FactRead, ProvisionResult, SubjectResult } from "../api/types";
import { plainValue, yuan } from "../app/format";
import { useLanguage } from "../i18n/language";
import { Amount } from "./Amount";
import { useUnits } from "./units";
import "./determination.css";

const colours: Record<DueStatus, string> = { due: "success", not_due: "default", unknown: "warning" };
const order: DueStatus[] = ["due", "unknown", "not_due"];

export function DeterminationView({ determination, extra }: { determination: Determination; extra?: (provision: ProvisionResult, claim: Claim) => ReactNode }) {
  return (
    <>
      {determination.subjects.map((subject) => (
        <SubjectDetermination key={subject.type + subject.identity} subject={subject} {...(extra ? { extra } : {})} />
      ))}
    </>
  );
}

interface SubjectProps {
  subject: SubjectResult;
  /** Show this provision alone. */
  only?: string;
  extra?: (provision: ProvisionResult, claim: Claim) => ReactNode;
}

export function SubjectDetermination({ subject, only, extra }: SubjectProps) {
  const { t } = useLanguage();
  if (only !== undefined) {
    const found = subject.provisions.find((provision) => provision.id === only);
    return found ? <ProvisionBody provision={found} /> : null;
  }
  const groups = order.map((status) => ({ status, provisions: subject.provisions.filter((provision) => provision.status === status) }));
  return (
    <div className="determination">
      <Totals subject={subject} />
      {groups.map(({ status, provisions }) =>
        provisions.length === 0 ? null : (
          <section key={status}>
            <h3>{t(`due.${status}`)} ({provisions.length})</h3>
            <Collapse
              size="small"
              defaultActiveKey={status === "due" ? provisions.map((provision) => provision.id + (provision.policy ?? "")) : []}
              items={provisions.map((provision) => ({
                key: provision.id + (provision.policy ?? ""),
                label: <ProvisionHead provision={provision} />,
                children: <ProvisionBody provision={provision} {...(extra ? { extra } : {})} />,
              }))}
            />
          </section>
        ),
      )}
    </div>
  );
}

function Totals({ subject }: { subject: SubjectResult }) {
  const { t } = useLanguage();
  const open = subject.max_fen === null || subject.max_fen > subject.certain_fen;
  return (
    <div className="determination-total" role="status">
      <div><span className="muted">{t("due.certain")}</span>{subject.certain_fen === 0 && open ? t("due.noneYet") : <><strong>{yuan(subject.certain_fen)}</strong> {t("amount.unit")}</>}</div>
      {open && (
        <div>
          <span className="muted">{t("due.max")}</span>
          {subject.max_fen === null ? t("due.noBound") : <><strong>{yuan(subject.max_fen)}</strong> {t("amount.unit")}</>}
        </div>
      )}
    </div>
  );
}

function ProvisionHead({ provision }: { provision: ProvisionResult }) {
  const { t, text } = useLanguage();
  const only = provision.claims.length === 1 ? provision.claims[0] : undefined;
  const because = useBecause(provision);
  return (
    <span className="determination-head">
      <Tag color={colours[provision.status]}>{t(`due.${provision.status}`)}</Tag>
      <span>{provision.id} {text(provision.title)}</span>
      {only && hasMoney(only) && <ClaimAmount claim={only} />}
      {provision.claims.length > 1 && <span className="muted">{t("due.claims", { count: provision.claims.length })}</span>}
      {because && <span className="determination-because">{because}</span>}
    </span>
  );
}

/** One line: why not, or what is missing and who knows it. */
function useBecause(provision: ProvisionResult): string {
  const { t, text, list } = useLanguage();
  const units = useUnits();
  const title = (item: { title: { zh: string; en: string } }) => text(item.title);
  if (provision.status === "not_due") {
    const refused = provision.refused.flatMap((claim) => claim.conditions);
    const failed = [...provision.conditions, ...refused].filter((condition) => condition.verdict === "not_met");
    const names = [...new Set(failed.map(title))].filter(Boolean);
    return names.length > 0 ? t("due.because", { names: list(names) }) : "";
  }
  const missing = provision.status === "unknown" ? provision.missing[0] : undefined;
  if (!missing) return "";
  const wanted = t("due.wanted", { name: text(missing.title) || missing.what });
  return missing.ask.length > 0 ? `${wanted} ${t("due.askUnit", { units: units(missing.ask) })}` : wanted;
}

const hasMoney = (claim: Claim) => claim.amount_fen !== undefined || claim.min_fen !== undefined;

function ClaimAmount({ claim }: { claim: Claim }) {
  const { t } = useLanguage();
  return <strong><Amount fen={claim.amount_fen} min={claim.min_fen} max={claim.max_fen} /> {t("amount.unit")}</strong>;
}

const claimsShown = 24;

function ProvisionBody({ provision, extra }: { provision: ProvisionResult; extra?: (provision: ProvisionResult, claim: Claim) => ReactNode }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  return (
    <div className="determination-body">
      {provision.claims.slice(0, claimsShown).map((claim, index) => (
        <div className="claim" key={(claim.matter?.key ?? "") + index}>
          <Descriptions
            size="small"
            column={1}
            items={[
              ...(claim.event ? [{ key: "event", label: t("case.event"), children: claim.event }] : []),
              ...(hasMoney(claim) ? [{ key: "amount", label: t("case.amountYuan"), children: <ClaimAmount claim={claim} /> }] : []),
              ...(claim.decided_by?.length ? [{ key: "by", label: t("due.decidedBy"), children: units(claim.decided_by) }] : []),
              ...(claim.already_paid_fen ? [{ key: "paid", label: t("due.alreadyPaid"), children: yuan(claim.already_paid_fen) }] : []),
            ]}
          />
          {claim.reduced_by.map((cut, at) => (
            <p key={at} className="muted">{t("due.reduced")} {text(cut.text) || `${cut.policy} ${cut.provision}`}</p>
          ))}
          {claim.steps?.map((step, at) => <p key={at} className="claim-step">{text(step)}</p>)}
          {extra?.(provision, claim)}
        </div>
      ))}
      {provision.claims.length > claimsShown && <p className="muted">{t("due.more", { count: provision.claims.length - claimsShown })}</p>}
      {provision.refused.slice(0, claimsShown).map((claim, index) =>
        claim.event ? <p key={index}><strong>{claim.event}</strong> <span className="muted">{t("due.refusedEvent")}</span><Refusal claim={claim} /></p> : null,
      )}
      {provision.conditions.length > 0 && <Conditions conditions={provision.conditions} />}
      {provision.changes && provision.changes.length > 0 && (
        <>
          <h4>{t("due.wouldChange")}</h4>
          <ul>{provision.changes.map((change) => <li key={change.text.zh}>{text(change.text)}</li>)}</ul>
        </>
      )}
      {provision.missing.length > 0 && (
        <>
          <h4>{t("due.missing")}</h4>
          <ul>
            {provision.missing.map((missing) => (
              <li key={missing.kind + missing.what}>
                {text(missing.title) || missing.what}
                {missing.ask.length > 0 && <span className="muted"> {t("due.askUnit", { units: units(missing.ask) })}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {provision.citations.length > 0 && (
        <>
          <h4>{t("due.basis")}</h4>
          {provision.citations.map((citation, at) => <blockquote key={at} lang="zh-CN">{citation.text}</blockquote>)}
        </>
      )}
      {provision.assumptions.some((assumption) => assumption.text) && (
        <details className="assumed">
          <summary>{t("provision.assumptions")} ({provision.assumptions.length})</summary>
          <ul>
            {provision.assumptions.map((assumption) => (
              <li key={assumption.id}>
                {text(assumption.text) || assumption.id}
                <div className="muted">
                  {text(assumption.reason)}
                  {assumption.ruled_by && assumption.ruled_by.length > 0 && <> {t("provision.ruledBy", { units: units(assumption.ruled_by) })}</>}
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Refusal({ claim }: { claim: Claim }) {
  const { t, text, list } = useLanguage();
  const names = claim.conditions.filter((condition) => condition.verdict === "not_met").map((condition) => text(condition.title));
  return names.length > 0 ? <>{t("due.because", { names: list(names) })}</> : null;
}

function Conditions({ conditions }: { conditions: ConditionResult[] }) {
  const { t, text, language } = useLanguage();
  return (
    <>
      <h4>{t("provision.conditions")}</h4>
      <ul className="verdicts">
        {conditions.map((condition) => (
          <li key={condition.name} className={`verdict-${condition.verdict}`}>
            <span className="verdict-mark">{t(`verdict.${condition.verdict}`)}</span>
            <div>
              {text(condition.title) || condition.name}
              {condition.facts.map((fact, at) => (
                <div className="muted" key={at}>{fact.path}{language === "zh" ? "：" : ": "}<Shown fact={fact} />{fact.attested_by && ` · ${fact.attested_by}`}</div>
              ))}
              {condition.assumption && <div className="muted">{t("due.assumed")}</div>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Shown({ fact }: { fact: FactRead }) {
  const { t } = useLanguage();
  if (fact.unknown) return <>{t("verdict.unknown")}</>;
  return <>{fact.value === "null" || fact.value === "" ? t("check.none") : plainValue(fact.value, t("due.to"))}</>;
}
