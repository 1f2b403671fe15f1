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
    case "date and time": return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) ? withSeconds(text) : undefined;
    default: return text;
  }
}

export function typedOf(field: RegisterField, value: EntryValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
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

/** The fields whose values differ between two versions, in order. */
export function changed(fields: readonly RegisterField[], before: EntryValues, after: EntryValues): RegisterField[] {
  return fields.filter((field) => !field.computed && JSON.stringify(before[field.id] ?? null) !== JSON.stringify(after[field.id] ?? null));
}

/** An amount of yuan as typed, to be read back in full; null if it is no figure. */
export function readBack(field: RegisterField, typed: string | undefined): number | null {
  const value = field.type === "number" && field.unit === "元" ? readTyped(field, typed) : null;
  return typeof value === "number" && exactNumber(String(value)) !== null ? value : null;
}

function withSeconds(moment: string): string {
  return moment.length === 16 ? `${moment}:00` : moment;
}
