// A lever's value as people set it: figures as whole counts of the smallest step that is shown, so that no
// amount passes through binary fractions.
import type { Lever } from "../../api/types";

export type LeverGroup = "amount" | "threshold" | "date" | "parameter";

export function groupOf(lever: Lever): LeverGroup {
  if (lever.is === "date" || lever.is === "parameter") return lever.is;
  return lever.is === "amount" || lever.is === "cap" ? "amount" : "threshold";
}

/** How a figure is shown: in its unit, or, a bare share below one, in percent. */
export interface Scale {
  suffix: string;
  percent: boolean;
  /** Digits after the point, as shown. */
  places: number;
  /** Of the slider, in counts of the last place. */
  step: number;
  most: number;
}

const isFigure = /^-?\d+(\.\d+)?$/;

/** Digits after the point without the zeros at the end. */
function placesOf(text: string): number {
  return (text.split(".")[1] ?? "").replace(/0+$/, "").length;
}

/** "12.5" at 2 places is 1250; null where it is no figure or has more places. */
export function toCount(text: string, places: number): number | null {
  if (!isFigure.test(text) || placesOf(text) > places) return null;
  const [whole = "0", fraction = ""] = text.split(".");
  const count = Number(whole + fraction.slice(0, places).padEnd(places, "0"));
  return Number.isSafeInteger(count) ? count : null;
}

/** 1250 at 2 places is "12.5". */
export function fromCount(count: number, places: number): string {
  const digits = Math.abs(count).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return (count < 0 ? "-" : "") + whole + (fraction && `.${fraction}`);
}

/** The point moved by two places: "0.3" is "30". */
export function toPercent(share: string): string {
  const places = Math.max(placesOf(share), 2);
  const count = toCount(share, places);
  return count === null ? share : fromCount(count, places - 2);
}

export function fromPercent(percent: string): string {
  const places = placesOf(percent) + 2;
  const count = toCount(percent, places - 2);
  return count === null ? percent : fromCount(count, places);
}

/** 1, 2 or 5 times a power of ten, not above the count; at least 1. */
export function roundStep(count: number): number {
  let power = 1;
  while (power * 10 <= count) power *= 10;
  const times = [5, 2, 1].find((factor) => factor * power <= count) ?? 1;
  return times * power;
}

const startOf = (unit: string) => (unit === "元" ? 100_000 : 10);

/** Null for what is no figure: a day, a list, a value of several parts. */
export function scaleOf(lever: Lever): Scale | null {
  if (!lever.type.startsWith("number")) return null;
  const value = lever.value ?? "0";
  if (!isFigure.test(value) || value.startsWith("-")) return null;
  const percent = lever.unit === "" && value.includes(".") && value.startsWith("0");
  const shown = percent ? toPercent(value) : value;
  const places = Math.max(placesOf(shown), percent ? 1 : 0);
  const now = toCount(shown, places) ?? 0;
  const unit = 10 ** places;
  const around = now === 0 ? startOf(lever.unit) * unit : now;
  const most = percent ? Math.max(Math.min(around * 3, 100 * unit), around) : around * 3;
  return { suffix: percent ? "%" : lever.unit, percent, places, step: roundStep(Math.max(1, Math.floor(around / 20))), most };
}

/** The value in FEEL, as the field shows it. */
export function shownValue(value: string, scale: Scale): string {
  return scale.percent ? toPercent(value) : value;
}
export function settingValue(shown: string, scale: Scale): string {
  return scale.percent ? fromPercent(shown) : shown;
}

/** Thousands set apart: "1000000.5" is "1,000,000.5". */
export function grouped(figure: string): string {
  const [whole = "", fraction] = figure.split(".");
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",") + (fraction === undefined ? "" : `.${fraction}`);
}

/** A round bound as people say it: 10万, 1亿; 100K, 1M. */
export function compact(bound: string, language: string): string {
  return new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { notation: "compact", maximumFractionDigits: 2 }).format(Number(bound));
}

/** What is typed into a figure's field ("12万", "1,000") as plain digits; null: no figure. */
export function typedFigure(typed: string): string | null {
  const match = /^(-?\d[\d,，]*)(?:\.(\d+))?\s*(万|亿)?\s*(?:元|%)?$/.exec(typed.trim());
  if (!match) return null;
  const shift = match[3] === "万" ? 4 : match[3] === "亿" ? 8 : 0;
  const fraction = (match[2] ?? "").padEnd(shift, "0");
  const whole = match[1]!.replace(/[,，]/g, "") + fraction.slice(0, shift);
  const rest = fraction.slice(shift).replace(/0+$/, "");
  const digits = whole.replace(/^(-?)0+(?=\d)/, "$1");
  return digits + (rest && `.${rest}`);
}

const day = 24 * 3600 * 1000;
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / day);
}
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}
