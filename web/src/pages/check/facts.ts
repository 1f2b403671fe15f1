// The answers of a self-check: a subject's facts as a facts file has them, and the places that questions
// name in it ("企业.研发费用", "企业.认定[2].证书编号").
import type { FactType } from "../../api/types";
import { parseYuan } from "../../app/format";

export type FieldValue = string | number | boolean | null | RecordValue[];
export interface RecordValue { [field: string]: FieldValue }
export type FactValue = FieldValue;
export type Answers = Record<string, FactValue>;

export interface Place { subject: string; fact: string; index?: number; field?: string }

export function parsePlace(path: string): Place | null {
  const match = /^([^.[\]]+)\.([^.[\]]+)(?:\[(\d+)\]\.([^.[\]]+))?$/.exec(path);
  if (!match) return null;
  const [, subject, fact, index, field] = match;
  return index === undefined ? { subject: subject!, fact: fact! } : { subject: subject!, fact: fact!, index: Number(index), field: field! };
}

/** The answers with one more: indices count from 1, as in FEEL. */
export function withAnswer(answers: Answers, place: Place, value: FactValue): Answers {
  if (place.index === undefined || place.field === undefined) return { ...answers, [place.fact]: value };
  const list = answers[place.fact];
  if (!Array.isArray(list)) return answers;
  return {
    ...answers,
    [place.fact]: list.map((record, at) => (at + 1 === place.index ? { ...record, [place.field!]: value } : record)),
  };
}

/** A number as typed, if JavaScript holds it exactly as a decimal; null otherwise. */
export function exactNumber(typed: string): number | null {
  const plain = typed.replace(/[,，\s]/g, "");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  if (plain.replace(/[-.]/g, "").replace(/^0+/, "").length > 15) return null;
  return Number(plain);
}

/** What was typed as a value of the type; undefined if the type cannot hold it. */
export function valueOf(type: FactType, typed: string): FactValue | undefined {
  const entered = typed.trim();
  switch (type.kind) {
    case "number": return (type.unit === "元" ? yuanOf(entered) : null) ?? exactNumber(entered) ?? undefined;
    case "boolean": return entered === "true";
    case "date": return /^\d{4}-\d{2}-\d{2}$/.test(entered) ? entered : undefined;
    default: return entered === "" ? undefined : entered;
  }
}

/** A value as one would type it: what an answer looks like when it is gone back to. */
export function typedOf(value: FactValue | undefined): string {
  return value === undefined || value === null || Array.isArray(value) ? "" : String(value);
}

/** "300万" as a number of yuan. */
function yuanOf(typed: string): number | null {
  const fen = /[万亿元]/.test(typed) ? parseYuan(typed) : null;
  return fen === null ? null : exactNumber(`${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`);
}
