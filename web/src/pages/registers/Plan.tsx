// The entries of a register as bars over time (a Gantt chart), each with its stage, its unit and what is overdue.
import { Grid } from "antd";
import { Link } from "react-router-dom";
import type { Register } from "../../api/types";
import { Due } from "../../components/Due";
import { Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { useEntries } from "./api";
import { EntryStatus } from "./EntryTable";
import { bars, marks, place, spanOf, type Bar, type Span } from "./plan";
import { today } from "./week";

const most = 200;

export function Plan({ register, plan }: { register: Register; plan: NonNullable<Register["plan"]> }) {
  const { t } = useLanguage();
  const found = useEntries(register.policy, register.id, { sort: plan.from, limit: most });
  return (
    <Loadable query={found}>
      {({ entries, total }) => {
        const { bars: all, undated } = bars(entries, plan);
        return (
          <>
            {total > most && <p className="muted">{t("registers.planMost", { count: most })}</p>}
            {all.length > 0 ? <Bars all={all} /> : <p className="muted">{t("registers.noEntries")}</p>}
            {undated.length > 0 && (
              <>
                <h3>{t("registers.planUndated")}</h3>
                <ul className="entry-links">{undated.map((entry) => <li key={entry.id}><Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} /></li>)}</ul>
              </>
            )}
          </>
        );
      }}
    </Loadable>
  );
}

function Bars({ all }: { all: Bar[] }) {
  const { t } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const span = spanOf(all);
  const now = today();
  const shown = now >= span.from && now < span.to ? place(span, now) : null;
  return (
    <div className="plan">
      <div className="plan-axis" aria-hidden="true">
        <span />
        <div>{marks(span, wide ? 16 : 4).map((day) => <span key={day} style={{ left: `${place(span, day)}%` }}>{day.slice(0, 7)}</span>)}</div>
      </div>
      <ol>{all.map((bar) => <Row key={bar.entry.id} bar={bar} span={span} now={shown} />)}</ol>
      {shown !== null && <p className="muted plan-legend"><span className="plan-now-mark" aria-hidden="true" /> {t("registers.planToday")} {now}</p>}
    </div>
  );
}

function Row({ bar: { entry, from, to, done }, span, now }: { bar: Bar; span: Span; now: number | null }) {
  const { t } = useLanguage();
  const unit = useUnits();
  const left = place(span, from);
  return (
    <li>
      <div className="plan-name">
        <Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} />
        <div className="muted">
          {t("registers.planBar", { from, to })}{done && ` · ${t("registers.planDone", { day: done })}`}
        </div>
        {entry.term && <div className="muted">{entry.term.unit && unit([entry.term.unit])} <Due due={entry.term.due} overdue={entry.term.overdue} /></div>}
      </div>
      <div className="plan-line" aria-hidden="true">
        <span className={`plan-bar${entry.ended ? " is-ended" : ""}${entry.term?.overdue ? " is-overdue" : ""}`} style={{ left: `${left}%`, width: `${Math.max(0.5, place(span, to, true) - left)}%` }} />
        {done && <span className="plan-done" style={{ left: `${place(span, done)}%` }} />}
        {now !== null && <span className="plan-now" style={{ left: `${now}%` }} />}
      </div>
    </li>
  );
}
