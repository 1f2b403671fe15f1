// Who did what with an entry, when and why.
import { Timeline } from "antd";
import type { Entry, EntryTimelineItem } from "../../api/types";
import { moment } from "../../app/format";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

export function EntryTimeline({ entry }: { entry: Entry }) {
  const { t, text } = useLanguage();
  const unit = useUnits();
  if (entry.timeline.length === 0) return null;
  const who = (item: EntryTimelineItem) => [item.actor, item.unit ? unit([item.unit]) : ""].filter(Boolean).join(" · ");
  return (
    <>
      <h2>{t("case.timeline")}</h2>
      <Timeline
        items={entry.timeline.map((item, index) => ({
          key: index,
          content: (
            <>
              <div><strong>{text(item.title)}</strong></div>
              <div className="muted">{[moment(item.at), who(item)].filter(Boolean).join(" · ")}</div>
              {item.reason && <div className="register-text">{item.reason}</div>}
            </>
          ),
        }))}
      />
    </>
  );
}
