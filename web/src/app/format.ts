// How figures and days are written for people.

/** Fen to "1,234.50" yuan; exact, without floating point. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? "-" : "";
  const digits = Math.abs(fen).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${sign}${whole}.${digits.slice(-2)}`;
}

/** Yuan as typed ("1,234.5", "10万") to fen; null if it is not an amount of whole fen. */
export function parseYuan(typed: string): number | null {
  // Commas group thousands, or it is not clear what was meant.
  const match = /^(\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.(\d+))?\s*(万|亿)?元?$/.exec(typed.trim());
  if (!match) return null;
  const shift = match[3] === "万" ? 4 : match[3] === "亿" ? 8 : 0;
  const fraction = match[2] ?? "";
  const places = shift + 2;
  if (fraction.length > places && /[1-9]/.test(fraction.slice(places))) return null;
  const digits = match[1]!.replace(/[,，]/g, "") + fraction.slice(0, places).padEnd(places, "0");
  const fen = Number(digits);
  return Number.isSafeInteger(fen) ? fen : null;
}

/** A decimal of any length as people read it: grouped, six places at most, "…" for what is cut; else as it is. */
export function decimal(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const fraction = match[3] ?? "";
  const whole = match[2]!.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${match[1]}${whole}${fraction ? `.${fraction.slice(0, 6)}` : ""}${fraction.length > 6 ? "…" : ""}`;
}

/** An instant in the legal time of the service, to the minute. */
export function moment(instant: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });
  return parts.format(new Date(instant));
}

/** What stands by itself begins with a capital; the service writes its English to be put into sentences. */
export const standalone = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The service marks names of facts with backticks; people read them in quotation marks. */
export function plainMessage(message: string): string {
  return message.replace(/`([^`]*)`/g, "“$1”");
}
