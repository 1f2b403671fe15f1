// A claim's amount for people: an estimate is called one, and beside what is not settled stands what is payable now.
import { Tag } from "antd";
import type { Claim } from "../api/types";
import { yuan } from "../app/format";
import { useLanguage } from "../i18n/language";
import { Amount } from "./Amount";

export function ClaimAmount({ claim }: { claim: Claim }) {
  const { t } = useLanguage();
  const shown = claim.estimate ? claim.offered : claim;
  if (!shown || (shown.amount_fen === undefined && shown.min_fen === undefined)) return null;
  const bounded = (shown.amount_fen ?? shown.max_fen ?? null) !== null;
  return (
    <>
      {claim.estimate && <Tag>{t("amount.estimate")}</Tag>}
      <strong><Amount fen={shown.amount_fen} min={shown.min_fen} max={shown.max_fen} />{bounded && ` ${t("amount.unit")}`}</strong>
      <PayableNow claim={claim} />
    </>
  );
}

/** Nothing where the amount is settled or none of it is safe to pay yet. */
export function PayableNow({ claim }: { claim: Claim }) {
  const { t } = useLanguage();
  if (!isPayableNow(claim)) return null;
  return <span className="payable-now">{t("amount.payableNow", { amount: yuan(claim.payable_fen ?? 0) })}</span>;
}

export const isPayableNow = (claim: Claim) => !claim.estimate && claim.amount_fen === undefined && (claim.payable_fen ?? 0) > 0;
