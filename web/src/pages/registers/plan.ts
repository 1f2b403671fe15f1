// Entries as bars over time: where each lies between the first day and the last of all, and where quarters begin.
import type { EntrySummary, Register } from "../../api/types";

const dayLength = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

export interface Bar { entry: EntrySummary; from: string; to: string; done: string | null }
export interface Span { from: string; to: string }

const dayOf = (entry: EntrySummary, field: string | null): string | null => {
  const value = field === null ? undefined : entry.values[field];
  return typeof value === "string" && value !== "" ? value : null;
};

/** Those with both days, and those without. */
export function bars(entries: readonly EntrySummary[], plan: NonNullable<Register["plan"]>): { bars: Bar[]; undated: EntrySummary[] } {
  const found: Bar[] = [];
  const undated: EntrySummary[] = [];
  for (const entry of entries) {
    const from = dayOf(entry, plan.from);
    const to = dayOf(entry, plan.to);
    if (from && to) found.push({ entry, from, to, done: dayOf(entry, plan.done) });
    else undated.push(entry);
  }
  return { bars: found, undated };
}

/** From the quarter in which the first begins to the end of the one in which the last ends. */
export function spanOf(all: readonly Bar[]): Span {
  const first = all.map((bar) => bar.from).sort()[0]!;
  const last = all.flatMap((bar) => [bar.to, bar.done ?? ""]).sort().at(-1)!;
  return { from: quarterBegins(first), to: nextQuarter(last) };
}

function quarterBegins(day: string): string {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
}

function nextQuarter(day: string): string {
  const begins = quarterBegins(day);
  const month = Number(begins.slice(5, 7)) + 3;
  const year = Number(begins.slice(0, 4));
  return month > 12 ? `${year + 1}-01-01` : `${year}-${String(month).padStart(2, "0")}-01`;
}

/** The first days of the quarters in the span, at most so many: where there are more, of years, or of every few. */
export function marks(span: Span, most: number): string[] {
  const all: string[] = [];
  for (let day = span.from; day < span.to; day = nextQuarter(day)) all.push(day);
  if (all.length <= most) return all;
  const years = all.filter((day) => day.slice(5) === "01-01");
  const step = Math.ceil(years.length / most);
  return years.filter((_, index) => index % step === 0);
}

/** How far into the span a day begins, in per cent; of `included`, where it ends. */
export function place(span: Span, day: string, included = false): number {
  const length = at(span.to) - at(span.from);
  const moment = at(day) - at(span.from) + (included ? dayLength : 0);
  return Math.min(100, Math.max(0, (moment / length) * 100));
}
