// A determination as a paper of office: who, on which day, under which documents; what is due with its amounts;
// what is not known and whom to ask; what is refused, because of what, and what would change it; the basis of
// each with the words of the document and the source of each fact; what was assumed.
import type { ReactNode } from "react";
import type { Claim, DueStatus, Explanation, PolicyUsed, ProvisionResult, SubjectResult } from "../../api/types";
import { yuan } from "../../app/format";
import { useSession } from "../../app/session";
import { Amount } from "../../components/Amount";
import { isPayableNow } from "../../components/ClaimAmount";
import { hasMoney } from "../../components/DeterminationView";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { Basis } from "./Basis";

interface Props {
  title: string;
  note: string;
  on: string;
  policies: PolicyUsed[];
  subject: SubjectResult;
  /** Further lines of the head: name and value. */
  more?: [string, ReactNode][];
  /** Of the whole documents. */
  assumptions: Explanation[];
  /** Whether the sums over all provisions are shown. */
  totals: boolean;
}

const numerals = ["一", "二", "三", "四", "五"];

export function Form({ title, note, on, policies, subject, more = [], assumptions, totals }: Props) {
  const { t, text, language } = useLanguage();
  const { space } = useSession();
  const of = (status: DueStatus) => subject.provisions.filter((provision) => provision.status === status);
  const used = policies.filter((policy) => !policy.sample || subject.provisions.some((provision) => provision.policy === policy.id && provision.status === "due"));
  const parts: [string, ReactNode][] = [];
  if (of("due").length > 0) parts.push([t("print.due"), <DueTable provisions={of("due")} subject={subject} totals={totals} />]);
  if (of("unknown").length > 0) parts.push([t("print.unknown"), <UnknownTable provisions={of("unknown")} />]);
  if (of("not_due").length > 0) parts.push([t("print.not_due"), <RefusedTable provisions={of("not_due")} />]);
  // Where nothing has happened there is no more to say than the tables say.
  const explained = subject.provisions.filter((provision) => !totals || provision.claims.length + provision.refused.length > 0);
  if (explained.length > 0) parts.push([t("print.basis"), explained.map((provision) => <Basis key={provision.policy + provision.id} provision={provision} />)]);
  if (assumptions.length > 0) parts.push([t("print.assumed"), <Assumed assumptions={assumptions} />]);
  const open = subject.max_fen === null || subject.max_fen > subject.certain_fen;
  return (
    <article className="form" lang={language === "zh" ? "zh-CN" : "en"}>
      {space?.kind === "training" && <p className="form-training">{t("app.training")}</p>}
      <h1>{title}</h1>
      <table className="form-head">
        <tbody>
          <tr>
            <th scope="row">{t("print.subject")}</th>
            <td>{subject.label || subject.identity ? <>{subject.label}{subject.identity && <div className="form-id">{subject.identity}</div>}</> : t("print.unnamed")}</td>
            <th scope="row">{t("print.on")}</th>
            <td>{on}</td>
          </tr>
          {more.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td colSpan={3}>{value}</td></tr>)}
          <tr>
            <th scope="row">{t("print.policy")}</th>
            <td colSpan={3}>
              {used.map((policy) => (
                <div key={policy.id}>{policy.sample && `【${t("print.sample")}】`}{language === "zh" ? `《${text(policy.title)}》` : text(policy.title)}{t("print.brackets", { text: policy.number })}</div>
              ))}
            </td>
          </tr>
          {totals && (
            <tr>
              <th scope="row">{t("print.certain")}</th>
              <td className="form-sum">{yuan(subject.certain_fen)} {t("amount.unit")}</td>
              <th scope="row">{t("print.most")}</th>
              <td className="form-sum">{!open ? `${yuan(subject.certain_fen)} ${t("amount.unit")}` : subject.max_fen === null ? t("due.noBound") : `${yuan(subject.max_fen)} ${t("amount.unit")}`}</td>
            </tr>
          )}
        </tbody>
      </table>
      {parts.map(([name, content], at) => (
        <section key={name}>
          <h2>{language === "zh" ? `${numerals[at]}、${name}` : `${at + 1}. ${name}`}</h2>
          {content}
        </section>
      ))}
      <footer>
        <p>{note}</p>
        <p className="form-version">{used.map((policy) => `${policy.number} ${t("print.version", { hash: policy.hash.slice(0, 12) })}`).join(" · ")}</p>
      </footer>
    </article>
  );
}

function Name({ provision }: { provision: ProvisionResult }) {
  const { text } = useLanguage();
  return <>{provision.id} {text(provision.title)}</>;
}

function DueTable({ provisions, subject, totals }: { provisions: ProvisionResult[]; subject: SubjectResult; totals: boolean }) {
  const { t, text } = useLanguage();
  const rows = provisions.flatMap((provision) => provision.claims.filter((claim) => claim.status === "due").map((claim) => ({ provision, claim })));
  return (
    <table className="form-table">
      <thead><tr><th scope="col">{t("print.provision")}</th><th scope="col">{t("print.event")}</th><th scope="col" className="form-amount">{t("print.amount")}</th><th scope="col">{t("print.remark")}</th></tr></thead>
      <tbody>
        {rows.map(({ provision, claim }, at) => (
          <tr key={at}>
            <td><Name provision={provision} /></td>
            <td className="form-event">{claim.event ? text(claimNode(provision, claim)?.text) || claim.event : "—"}</td>
            <td className="form-amount"><FormAmount claim={claim} /></td>
            <td className="form-remark"><Remark claim={claim} /></td>
          </tr>
        ))}
        {totals && <tr className="form-total"><td colSpan={2}>{t("print.total")}{t("print.brackets", { text: t("print.certain") })}</td><td className="form-amount">{yuan(subject.certain_fen)}</td><td /></tr>}
      </tbody>
    </table>
  );
}

function FormAmount({ claim }: { claim: Claim }) {
  const { t } = useLanguage();
  if (claim.estimate && claim.offered) {
    const { offered } = claim;
    return <>{t("amount.estimate")} <Amount fen={offered.amount_fen} min={offered.min_fen} max={offered.max_fen} /></>;
  }
  return hasMoney(claim) ? <Amount fen={claim.amount_fen} min={claim.min_fen} max={claim.max_fen} /> : t("provision.noMoney");
}

/** The claim's place in the tree: claims are told in their order. */
function claimNode(provision: ProvisionResult, claim: Claim): Explanation | undefined {
  return provision.explanation?.children?.filter((child) => child.kind === "claim")[provision.claims.indexOf(claim)];
}

function Remark({ claim }: { claim: Claim }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  const lines: string[] = [];
  if (claim.decided_by?.length && claim.amount_fen === undefined) lines.push(t("provision.decidedBy", { units: units(claim.decided_by) }));
  if (isPayableNow(claim)) lines.push(t("amount.payableNow", { amount: yuan(claim.payable_fen ?? 0) }));
  for (const cut of claim.reduced_by) lines.push(text(cut.text));
  if (hasMoney(claim) && lines.length === 0) lines.push(t("print.paidBy", { payer: units([claim.payer]) }));
  return <>{lines.map((line) => <div key={line}>{line}</div>)}</>;
}

/** Everything that is missing for a provision, each once, in the order of the tree. */
function missingOf(node: Explanation | undefined): Explanation[] {
  const found = (node?.children ?? []).flatMap((child) => (child.kind === "missing" ? [child] : missingOf(child)));
  return found.filter((one, at) => found.findIndex((other) => other.text?.zh === one.text?.zh) === at);
}

function UnknownTable({ provisions }: { provisions: ProvisionResult[] }) {
  const { t, text } = useLanguage();
  return (
    <table className="form-table">
      <thead><tr><th scope="col">{t("print.provision")}</th><th scope="col">{t("print.until")}</th></tr></thead>
      <tbody>
        {provisions.map((provision) => (
          <tr key={provision.policy + provision.id}>
            <td><Name provision={provision} /></td>
            <td>
              {missingOf(provision.explanation).map((missing) => (
                <div key={text(missing.text)}>{text(missing.text)}{missing.detail && t("print.brackets", { text: text(missing.detail) })}</div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RefusedTable({ provisions }: { provisions: ProvisionResult[] }) {
  const { t, text } = useLanguage();
  return (
    <table className="form-table">
      <thead><tr><th scope="col">{t("print.provision")}</th><th scope="col">{t("print.because")}</th><th scope="col">{t("print.change")}</th></tr></thead>
      <tbody>
        {provisions.map((provision) => (
          <tr key={provision.policy + provision.id}>
            <td><Name provision={provision} /></td>
            <td>{text(provision.explanation?.detail)}</td>
            <td>{provision.changes?.length ? provision.changes.map((change) => <div key={change.text.zh}>{text(change.text)}</div>) : t("print.noChange")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Assumed({ assumptions }: { assumptions: Explanation[] }) {
  const { text } = useLanguage();
  return <ol className="form-assumed">{assumptions.map((one) => <li key={one.id}>{text(one.text)}<div className="form-why">{text(one.detail)}</div></li>)}</ol>;
}
