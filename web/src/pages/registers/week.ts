// A week of spans: which lie on which day and where in it. The service gives instants; days and hours are those of its
// legal time, the browser's zone plays no part.
import type { CalendarSpan } from "../../api/types";

const dayLength = 24 * 60;

export interface Placed { span: CalendarSpan; from: number; to: number; whole: boolean }

function utc(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}

export function addDays(day: string, count: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The Monday of the day's week. */
export function mondayOf(day: string): string {
  return addDays(day, -((utc(day).getUTCDay() + 6) % 7));
}

/** Today by the legal time of the service. */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" }).format(new Date());
}

/** "2026-12-01 09:00" by the legal time. */
function legal(instant: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" }).format(new Date(instant));
}

/** Minutes of the legal moment after the beginning of the day, cut to the day. */
function minutesIn(day: string, moment: string): number {
  const of = moment.slice(0, 10);
  if (of < day) return 0;
  if (of > day) return dayLength;
  return Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16));
}

/** The spans that take part of the day, [from, to), in minutes, the earliest first. */
export function onDay(spans: readonly CalendarSpan[], day: string): Placed[] {
  return spans
    .map((span) => {
      const from = minutesIn(day, legal(span.from));
      const to = span.to ? minutesIn(day, legal(span.to)) : dayLength;
      return { span, from, to, whole: from === 0 && to === dayLength };
    })
    .filter((placed) => placed.from < placed.to)
    .sort((left, right) => left.from - right.from || left.to - right.to);
}

/** Whole hours that hold all that is placed, office hours at least. */
export function hours(placed: readonly Placed[]): { first: number; last: number } {
  const parts = placed.filter((one) => !one.whole);
  return {
    first: Math.min(8, ...parts.map((one) => Math.floor(one.from / 60))),
    last: Math.max(18, ...parts.map((one) => Math.ceil(one.to / 60))),
  };
}

/** "09:00" */
export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
