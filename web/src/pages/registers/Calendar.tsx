// A week of what takes up one thing: bookings of an instrument, shares of a person. Seven columns where there is
// room, a list of days in a hand.
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Grid } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { CalendarSpan, Register } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { registerPath } from "./api";
import { EntrySelect } from "./EntrySelect";
import { addDays, clock, hours, mondayOf, onDay, today, type Placed } from "./week";

/** The calendar of a register, once it is said of what. */
export function KeyedCalendar({ register }: { register: Register }) {
  const { t, text } = useLanguage();
  const [key, setKey] = useState<string | undefined>(undefined);
  const field = register.fields.find((one) => one.id === register.calendar?.key[0]);
  if (!field?.entry) return <Week register={register} of="" />;
  return (
    <>
      <div className="calendar-key no-print">
        <label htmlFor="calendar-key">{text(field.title)}</label>
        <EntrySelect id="calendar-key" policy={register.policy} register={field.entry} value={key ?? null} onChange={setKey} />
      </div>
      {key ? <Week register={register} of={key} /> : <p className="muted">{t("registers.chooseKey", { what: text(field.title) })}</p>}
    </>
  );
}

export function Week({ register, of }: { register: Register; of: string }) {
  const { t } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const [monday, setMonday] = useState(() => mondayOf(today()));
  const spans = useQuery({
    queryKey: ["calendar", register.policy, register.id, of, monday],
    queryFn: async () => (await request<{ spans: CalendarSpan[] }>("GET", `${registerPath(register.policy, register.id)}/calendar`, { query: { key: of, from: monday, to: addDays(monday, 6) } })).spans,
    placeholderData: (before) => before,
  });
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  return (
    <>
      <div className="calendar-head">
        <Button className="no-print" icon={<LeftOutlined />} aria-label={t("registers.weekBefore")} onClick={() => setMonday(addDays(monday, -7))} />
        <strong aria-live="polite">{t("notices.span", { from: monday, to: addDays(monday, 6) })}</strong>
        <Button className="no-print" icon={<RightOutlined />} aria-label={t("registers.weekAfter")} onClick={() => setMonday(addDays(monday, 7))} />
        <Button className="no-print" onClick={() => setMonday(mondayOf(today()))}>{t("registers.thisWeek")}</Button>
      </div>
      <Loadable query={spans}>
        {(loaded) => {
          const placed = days.map((day) => onDay(loaded, day));
          return wide ? <Columns days={days} placed={placed} /> : <DayList days={days} placed={placed} />;
        }}
      </Loadable>
    </>
  );
}

function Columns({ days, placed }: { days: string[]; placed: Placed[][] }) {
  const shown = hours(placed.flat());
  const length = (shown.last - shown.first) * 60;
  const at = (minutes: number) => Math.min(100, Math.max(0, ((minutes - shown.first * 60) / length) * 100));
  return (
    <div className="calendar-week">
      <div className="calendar-hours" aria-hidden="true">
        <div className="calendar-day-name" />
        <div className="calendar-day" style={{ height: length * 0.75 }}>
          {Array.from({ length: shown.last - shown.first }, (_, hour) => <span key={hour} style={{ top: `${at((shown.first + hour) * 60)}%` }}>{clock((shown.first + hour) * 60)}</span>)}
        </div>
      </div>
      {days.map((day, index) => (
        <section key={day} aria-label={day}>
          <div className={`calendar-day-name${day === today() ? " is-today" : ""}`}><DayName day={day} /></div>
          <ol className="calendar-day" style={{ height: length * 0.75 }}>
            {(placed[index] ?? []).map((one) => (
              <li key={one.span.from + (one.span.entry ?? "")} style={one.whole ? { top: 0, height: "100%" } : { top: `${at(one.from)}%`, height: `${at(one.to) - at(one.from)}%` }}>
                <Span placed={one} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function DayList({ days, placed }: { days: string[]; placed: Placed[][] }) {
  const { t } = useLanguage();
  return (
    <ul className="calendar-list">
      {days.map((day, index) => (
        <li key={day}>
          <strong className={day === today() ? "is-today" : ""}><DayName day={day} /></strong>
          {(placed[index] ?? []).length === 0 && <span className="muted"> {t("registers.free")}</span>}
          {(placed[index] ?? []).map((one) => <div key={one.span.from + (one.span.entry ?? "")}><Span placed={one} /></div>)}
        </li>
      ))}
    </ul>
  );
}

function DayName({ day }: { day: string }) {
  const { language } = useLanguage();
  const name = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { weekday: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  return <>{day.slice(5)} {name}</>;
}

// What belongs to others is shown as taken, without more.
function Span({ placed }: { placed: Placed }) {
  const { t } = useLanguage();
  const words = <>{placed.whole ? t("registers.wholeDay") : `${clock(placed.from)}–${placed.to === 1440 ? "24:00" : clock(placed.to)}`} {placed.span.title || t("registers.taken")}</>;
  return placed.span.entry ? <Link to={`/entries/${placed.span.entry}`}>{words}</Link> : words;
}
