// How figures that are computed are written: rounded as declared, shares as percentages.
import type { EntryValue, RegisterField } from "../../api/types";
import { decimal } from "../../app/format";
import { FieldValue } from "./FieldValue";

/** A figure without floating point: "0.1205" as "12.05 %". */
export function percentText(figure: string, digits: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(figure);
  if (!match) return figure;
  const fraction = (match[3] ?? "").padEnd(2, "0");
  const whole = `${match[2]}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = fraction.slice(2).padEnd(Math.max(0, digits - 2), "0");
  return `${match[1]}${decimal(rest ? `${whole}.${rest}` : whole)} %`;
}

/** With the zeros that rounding leaves: 1.5 to two digits is "1.50". */
export function fixedText(figure: string, digits: number): string {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(figure);
  if (!match) return figure;
  const fraction = (match[2] ?? "").padEnd(digits, "0");
  return decimal(fraction ? `${match[1]}.${fraction}` : match[1]!);
}

interface Props { field: RegisterField; value: EntryValue | undefined; name?: string | undefined; ask?: boolean }

export function MeasuredValue({ field, value, name, ask = false }: Props) {
  const { measure } = field;
  if (!measure || typeof value !== "number" || field.unit === "元") return <FieldValue field={field} value={value} name={name} ask={ask} />;
  if (measure.percent) return <span className="amount">{percentText(String(value), measure.digits ?? 4)}</span>;
  return <span className="amount">{measure.digits === null ? decimal(String(value)) : fixedText(String(value), measure.digits)}{field.unit ? ` ${field.unit}` : ""}</span>;
}
