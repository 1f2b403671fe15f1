// A claim's amount for people: an estimate is called one, and beside what is not settled stands what is payable now.
import { Tag } from "antd";
import type { Claim } from "../api/types";
import { yuan } from "../app/format";
import { useLanguage } from "../i18n/language";
import { Amount } from "./Amount";

export function ClaimAmount({ claim }: { claim: Claim }) {
  const { t } = useLanguage();
  if (claim.estimate) {
    const { offered } = claim;
    if (!offered) return null;
    return <strong><Tag>{t("amount.estimate")}</Tag><Amount fen={offered.amount_fen} min={offered.min_fen} max={offered.max_fen} /> {t("amount.unit")}</strong>;
  }
  if (claim.amount_fen === undefined && claim.min_fen === undefined) return null;
  return (
    <>
      <strong><Amount fen={claim.amount_fen} min={claim.min_fen} max={claim.max_fen} /> {t("amount.unit")}</strong>
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

export const isPayableNow = (claim: Claim) => claim.amount_fen === undefined && (claim.payable_fen ?? 0) > 0;
