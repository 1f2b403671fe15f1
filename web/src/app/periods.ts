// Periods that figures belong to, as people name them. The service knows one by its last day.
export type PeriodLength = "month" | "quarter" | "half-year" | "year";

export interface NamedPeriod { lastDay: string; zh: string; en: string }

const months: Record<PeriodLength, number> = { month: 1, quarter: 3, "half-year": 6, year: 12 };
const monthName = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

function named(length: PeriodLength, year: number, place: number): NamedPeriod {
  const month = place * months[length];
  const last = new Date(Date.UTC(year, month, 0));
  const lastDay = last.toISOString().slice(0, 10);
  switch (length) {
    case "year":
      return { lastDay, zh: `${year}年`, en: `${year}` };
    case "half-year":
      return { lastDay, zh: `${year}年${place === 1 ? "上" : "下"}半年`, en: `${place === 1 ? "first" : "second"} half of ${year}` };
    case "quarter":
      return { lastDay, zh: `${year}年第${place}季度`, en: `quarter ${place} of ${year}` };
    case "month":
      return { lastDay, zh: `${year}年${month}月`, en: `${monthName.format(last)} ${year}` };
  }
}

/** Those of the last five years and of this one, the latest first. `today`: "2026-03-01". */
export function periodsUntil(length: PeriodLength, today: string): NamedPeriod[] {
  const year = Number(today.slice(0, 4));
  const a_year = 12 / months[length];
  const found: NamedPeriod[] = [];
  for (let back = 0; back <= 5; ++back) {
    for (let place = a_year; place >= 1; --place) found.push(named(length, year - back, place));
  }
  // Of a period that has not begun there are no figures.
  return found.filter((one) => one.lastDay <= currentEnd(length, today));
}

function currentEnd(length: PeriodLength, today: string): string {
  const place = Math.ceil(Number(today.slice(5, 7)) / months[length]);
  return named(length, Number(today.slice(0, 4)), place).lastDay;
}

/** The latest that is over. */
export function lastOver(length: PeriodLength, today: string): string {
  return periodsUntil(length, today).find((one) => one.lastDay < today)!.lastDay;
}

/** What a period is called that ends on this day; null if none does. */
export function periodNamed(length: PeriodLength, lastDay: string): NamedPeriod | null {
  return periodsUntil(length, lastDay).find((one) => one.lastDay === lastDay) ?? null;
}

/** The shortest: its last days are those of the longer ones, too. */
export function shortest(lengths: PeriodLength[]): PeriodLength {
  return lengths.reduce((least, one) => (months[one] < months[least] ? one : least));
}
