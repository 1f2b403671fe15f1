// Figures over a handful of entries, exact.
import type { EntrySummary, Text } from "../../api/types";

/** How many stand where, the most first. */
export function byStatus(entries: readonly EntrySummary[]): { title: Text; count: number }[] {
  const counts = new Map<string, { title: Text; count: number }>();
  for (const { status, status_title } of entries) {
    const known = counts.get(status);
    if (known) known.count += 1;
    else counts.set(status, { title: status_title, count: 1 });
  }
  return [...counts.values()].sort((left, right) => right.count - left.count);
}

/** The sum of a number field, without floating point; null if no entry has it. */
export function sumOf(entries: readonly EntrySummary[], field: string): string | null {
  const figures = entries.map((entry) => entry.values[field]).filter((value) => typeof value === "number").map(String).filter((text) => /^-?\d+(\.\d+)?$/.test(text));
  if (figures.length === 0) return null;
  const places = Math.max(...figures.map((text) => (text.split(".")[1] ?? "").length));
  const whole = figures.reduce((sum, text) => {
    const [digits = "0", fraction = ""] = text.split(".");
    return sum + BigInt(digits + fraction.padEnd(places, "0"));
  }, 0n);
  const sign = whole < 0n ? "-" : "";
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, "0");
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
