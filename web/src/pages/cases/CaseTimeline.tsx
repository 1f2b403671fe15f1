// Who did what, when and why.
import { Timeline } from "antd";
import type { TimelineEntry } from "../../api/types";
import { moment, yuan } from "../../app/format";
import { useLanguage } from "../../i18n/language";

export function CaseTimeline({ entries }: { entries: TimelineEntry[] }) {
  const { t, text } = useLanguage();
  return (
    <Timeline
      items={entries.map((entry) => ({
        key: entry.version,
        content: (
          <>
            <div><strong>{text(entry.title)}</strong></div>
            <div className="muted">{moment(entry.at)} · {[entry.actor, entry.unit].filter(Boolean).join(" · ") || t("timeline.system")}</div>
            {entry.reason && <div>{entry.reason}</div>}
            {entry.amount_fen !== null && <div>{yuan(entry.amount_fen)} {t("amount.unit")}</div>}
          </>
        ),
      }))}
    />
  );
}
