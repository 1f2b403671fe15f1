// The values of an entry as they are typed and as the service has them: figures exact, days as ISO text,
// codes, units and other entries by their ids.
import type { EntryValue, EntryValues, RegisterField } from "../../api/types";
import { exactNumber, valueOf } from "../check/facts";

/** What stands in the fields of a form. */
export type Typed = Record<string, string | undefined>;

/** The fields that are entered where the entry is written, in order. */
export function entered(fields: readonly RegisterField[]): RegisterField[] {
  return fields.filter((field) => !field.computed && field.at.length === 0);
}

/** Undefined if the field cannot hold it; null for nothing. */
export function readTyped(field: RegisterField, typed: string | undefined): EntryValue | undefined {
  const text = (typed ?? "").trim();
  if (text === "") return null;
  switch (field.type) {
    case "number": {
      const read = valueOf({ kind: "number", ...(field.unit ? { unit: field.unit } : {}) }, text);
      return typeof read === "number" ? read : undefined;
    }
    case "boolean": return text === "true";
    case "date": return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
    case "lines": return readLines(field, text);
    case "date and time": return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) ? withSeconds(text) : undefined;
    default: return text;
  }
}

export function typedOf(field: RegisterField, value: EntryValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (field.type === "lines") return Array.isArray(value) ? JSON.stringify(value.map((line) => typedValues(enteredColumns(field), line as EntryValues))) : undefined;
  if (typeof value === "object") return undefined;
  return field.type === "date and time" ? String(value).slice(0, 16) : String(value);
}

export function typedValues(fields: readonly RegisterField[], values: EntryValues): Typed {
  return Object.fromEntries(fields.map((field) => [field.id, typedOf(field, values[field.id])]));
}

/** Everything that was typed; `wrong` names the fields that cannot hold it. What stands in `before` and was
 * emptied is given as null. */
export function readAll(fields: readonly RegisterField[], typed: Typed, before: EntryValues = {}): { values: EntryValues; wrong: RegisterField[] } {
  const values: EntryValues = {};
  const wrong: RegisterField[] = [];
  for (const field of fields) {
    const value = readTyped(field, typed[field.id]);
    if (value === undefined) wrong.push(field);
    else if (value !== null) values[field.id] = value;
    else if (before[field.id] !== undefined && before[field.id] !== null) values[field.id] = null;
  }
  return { values, wrong };
}

/** Whether what is entered is the same; what follows from it does not count. */
export function same(field: RegisterField, a: EntryValue | undefined, b: EntryValue | undefined): boolean {
  const entered = (value: EntryValue | undefined) => (field.type === "lines" ? typedOf(field, value) : JSON.stringify(value ?? null));
  return entered(a) === entered(b);
}

/** The fields whose values differ between two versions, in order. */
export function changed(fields: readonly RegisterField[], before: EntryValues, after: EntryValues): RegisterField[] {
  return fields.filter((field) => !field.computed && !same(field, before[field.id], after[field.id]));
}

// Lines are typed as the JSON of their rows, each as typed.

export function enteredColumns(field: RegisterField): RegisterField[] {
  return field.columns.filter((column) => !column.computed);
}

export function rowsOf(typed: string | undefined): Typed[] {
  try {
    const read: unknown = JSON.parse(typed || "[]");
    return Array.isArray(read) ? (read as Typed[]) : [];
  } catch {
    return [];
  }
}

const isEmpty = (row: Typed) => Object.values(row).every((cell) => (cell ?? "").trim() === "");

function readLines(field: RegisterField, typed: string): EntryValue | undefined {
  const lines: EntryValues[] = [];
  for (const row of rowsOf(typed)) {
    if (isEmpty(row)) continue;
    const { values, wrong } = readAll(enteredColumns(field), row);
    if (wrong.length > 0) return undefined;
    lines.push(values);
  }
  return lines.length > 0 ? lines : null;
}

/** The cells that cannot be read, or are needed and empty: row from 1, and column. */
export function lineFaults(field: RegisterField, typed: string | undefined): { row: number; column: RegisterField; empty: boolean }[] {
  return rowsOf(typed).flatMap((row, index) => isEmpty(row) ? [] : enteredColumns(field).flatMap((column) => {
    const read = readTyped(column, row[column.id]);
    const empty = read === null && column.required;
    return read === undefined || empty ? [{ row: index + 1, column, empty }] : [];
  }));
}

/** Figures of four digits without a unit are years, which nobody groups. */
export function isYear(field: RegisterField): boolean {
  return field.unit === null && field.min !== null && Number(field.min) >= 1000 && field.max !== null && Number(field.max) <= 9999;
}

/** An amount of yuan as typed, to be read back in full; null if it is no figure. */
export function readBack(field: RegisterField, typed: string | undefined): number | null {
  const value = field.type === "number" && field.unit === "元" ? readTyped(field, typed) : null;
  return typeof value === "number" && exactNumber(String(value)) !== null ? value : null;
}

function withSeconds(moment: string): string {
  return moment.length === 16 ? `${moment}:00` : moment;
}
