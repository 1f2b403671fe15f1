// Who did what, when and why.
import { Timeline } from "antd";
import type { Case, TimelineEntry } from "../../api/types";
import { moment, yuan } from "../../app/format";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

const byApplicant = ["case.opened", "case.evidence_added", "case.evidence_removed", "case.payee_set", "case.members_set", "case.member_confirmed", "case.member_declined", "case.withdrawn"];

export function CaseTimeline({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  // An officer is named to officers only; an act of no unit is the applicant's, the public's or the clock's.
  function who(entry: TimelineEntry): string {
    const officer = [entry.actor, entry.unit && units([entry.unit])].filter(Boolean).join(" · ");
    if (officer) return officer;
    if (entry.kind === "case.objected") return t("objection.someone");
    const applies = entry.kind === "case.step_done" && entry.step === item.steps[0]?.id;
    return applies || byApplicant.includes(entry.kind) ? t("case.applicant") : t("timeline.system");
  }
  return (
    <Timeline
      items={item.timeline.map((entry) => ({
        key: entry.version,
        content: (
          <>
            <div><strong>{text(entry.title)}</strong></div>
            <div className="muted">{moment(entry.at)} · {who(entry)}</div>
            {entry.reason && <div className="case-said">{entry.reason}</div>}
            {entry.amount_fen !== null && <div>{yuan(entry.amount_fen)} {t("amount.unit")}</div>}
          </>
        ),
      }))}
    />
  );
}
