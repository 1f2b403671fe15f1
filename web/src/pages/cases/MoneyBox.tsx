// What a short appropriation means for a case: how much of it was granted, what is still open, and what that
// waits for.
import { Alert } from "antd";
import type { Case } from "../../api/types";
import { yuan } from "../../app/format";
import { useLanguage } from "../../i18n/language";

export function MoneyBox({ item }: { item: Case }) {
  const { t } = useLanguage();
  const { money_wait: wait, part } = item;
  if (!wait && !part) return null;
  const words = wait?.rule === "queue" ? "allocations.waitQueue" : wait?.rule === "ranking" ? "allocations.waitRanking" : "allocations.waitProRata";
  const waits = wait
    ? [t("allocations.wait", { year: String(wait.year) }), t(words, { place: wait.place, cases: wait.cases })]
    : [t(part?.lapsed ? "part.lapsed" : "part.enough")];
  if (!part) return <Alert type="info" showIcon title={waits[0]} description={waits[1]} />;
  const title = t(part.lapsed ? "part.titleLapsed" : "part.title", { granted: yuan(part.granted_fen), rest: yuan(part.rest_fen) });
  return <Alert type="info" showIcon title={title} description={[t("part.paid", { paid: yuan(part.paid_fen) }), ...waits].map((sentence) => <div key={sentence}>{sentence}</div>)} />;
}
