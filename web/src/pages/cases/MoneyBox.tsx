// What a short appropriation means for a case: that it waits and where it stands, or the share that it got.
import { Alert } from "antd";
import type { Case } from "../../api/types";
import { yuan } from "../../app/format";
import { useLanguage } from "../../i18n/language";

export function MoneyBox({ item }: { item: Case }) {
  const { t } = useLanguage();
  const wait = item.money_wait;
  if (wait) {
    const words = wait.rule === "queue" ? "allocations.waitQueue" : wait.rule === "ranking" ? "allocations.waitRanking" : "allocations.waitProRata";
    return <Alert type="info" showIcon title={t("allocations.wait", { year: String(wait.year) })} description={t(words, { place: wait.place, cases: wait.cases })} />;
  }
  if (item.allocated_fen === null || !item.amount_fen || item.allocated_fen >= item.amount_fen) return null;
  return <Alert type="info" showIcon title={t("allocations.got", { amount: yuan(item.allocated_fen), rest: yuan(item.amount_fen - item.allocated_fen) })} />;
}
