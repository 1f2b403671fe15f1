// An amount as a figure or, where a unit still decides, as its band; never a 0 for what is not computed.
import { yuan } from "../app/format";
import { useLanguage } from "../i18n/language";

interface Props { fen?: number | null | undefined; min?: number | null | undefined; max?: number | null | undefined }

export function Amount({ fen, min, max }: Props) {
  const { t } = useLanguage();
  if (fen !== null && fen !== undefined) return <span className="amount">{yuan(fen)}</span>;
  if (max !== null && max !== undefined) {
    return <span className="amount">{min ? t("amount.between", { min: yuan(min), max: yuan(max) }) : t("amount.upTo", { max: yuan(max) })}</span>;
  }
  return <span className="muted">{t("amount.undecided")}</span>;
}
