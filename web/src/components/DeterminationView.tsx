// What is due and why: each provision with its verdict in one sentence, and the explanation behind it as a tree.
import { Collapse, Tag } from "antd";
import type { ReactNode } from "react";
import type { Alternative, Claim, Determination, DueStatus, ProvisionResult, SubjectResult } from "../api/types";
import { yuan } from "../app/format";
import { useLanguage } from "../i18n/language";
import { ClaimAmount } from "./ClaimAmount";
import { ExplanationTree } from "./ExplanationTree";
import { RankingTable } from "./RankingTable";
import "./determination.css";

const colours: Record<DueStatus, string> = { due: "success", not_due: "default", unknown: "warning" };
export const dueOrder: DueStatus[] = ["due", "unknown", "not_due"];

type Extra = (provision: ProvisionResult, claim: Claim) => ReactNode;

export function DeterminationView({ determination, extra }: { determination: Determination; extra?: Extra }) {
  return (
    <>
      {determination.subjects.map((subject) => (
        <SubjectDetermination key={subject.type + subject.identity} subject={subject} {...(extra ? { extra } : {})} />
      ))}
      {/* Among one there is no order. */}
      {determination.rankings?.filter((ranking) => ranking.places.length > 1).map((ranking) => (
        <RankingTable key={ranking.policy + ranking.provision} ranking={ranking} />
      ))}
    </>
  );
}

function SubjectDetermination({ subject, extra }: { subject: SubjectResult; extra?: Extra }) {
  const { t } = useLanguage();
  // What is short, or has money to be asked for, is seen without a press.
  const opened = (provisions: ProvisionResult[]) =>
    provisions.filter((provision) => provisions.length <= 2 || (extra && provision.claims.some((claim) => hasMoney(claim) && claim.amount_fen !== 0)));
  const groups = dueOrder.map((status) => ({ status, provisions: subject.provisions.filter((provision) => provision.status === status) }));
  return (
    <div className="determination">
      <Totals subject={subject} />
      {subject.alternatives?.map((alternative) => <BetterSet key={alternative.policy + alternative.id} alternative={alternative} />)}
      {groups.map(({ status, provisions }) =>
        provisions.length === 0 ? null : (
          <section key={status}>
            <h3>{t(`due.${status}`)} ({provisions.length})</h3>
            <Collapse
              size="small"
              defaultActiveKey={status === "due" ? opened(provisions).map((provision) => provision.policy + provision.id) : []}
              items={provisions.map((provision) => ({
                key: provision.policy + provision.id,
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

/** 从优: which set of provisions is paid, and what each would come to. */
function BetterSet({ alternative }: { alternative: Alternative }) {
  const { t, text } = useLanguage();
  const compared = alternative.sets.filter((set) => set.total_fen !== undefined);
  if (compared.every((set) => set.total_fen === 0)) return null;
  return (
    <div className="determination-sets">
      <span>{t("due.betterSet", { title: text(alternative.title) })}</span>
      <ul>
        {compared.map((set) => (
          <li key={set.provisions.join()}>
            {set.provisions.map((name) => name.slice(name.lastIndexOf("/") + 1)).join(" + ")} <span className="amount">{yuan(set.total_fen ?? 0)}</span> {t("amount.unit")}
            {set.chosen && <strong> {t("due.chosenSet")}</strong>}
          </li>
        ))}
      </ul>
    </div>
  );
}

export const hasMoney = (claim: Claim) => claim.amount_fen !== undefined || claim.min_fen !== undefined;

function ProvisionHead({ provision }: { provision: ProvisionResult }) {
  const { t, text } = useLanguage();
  const only = provision.claims.length === 1 ? provision.claims[0] : undefined;
  return (
    <span className="determination-head">
      <Tag color={colours[provision.status]}>{t(`due.${provision.status}`)}</Tag>
      <span>{provision.id} {text(provision.title)}</span>
      {only && <ClaimAmount claim={only} />}
      {provision.explanation?.detail && <span className="determination-because">{text(provision.explanation.detail)}</span>}
    </span>
  );
}

const claimsShown = 24;

function ProvisionBody({ provision, extra }: { provision: ProvisionResult; extra?: Extra }) {
  const { t } = useLanguage();
  const { claims } = provision;
  const actions = extra && ((at: number) => at < claims.length && at < claimsShown && extra(provision, claims[at]!));
  return (
    <>
      {provision.explanation && <ExplanationTree explanation={provision.explanation} {...(actions ? { extra: actions } : {})} />}
      {extra && claims.length > claimsShown && <p className="muted">{t("due.more", { count: claims.length - claimsShown })}</p>}
    </>
  );
}
