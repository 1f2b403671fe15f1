// Whether an entry speaks of a sentence or of a provision of the document.
import type { EntrySummary, Register } from "../../api/types";

const plain = (words: unknown) => (typeof words === "string" ? words.replace(/[\s，。；：、！？]/g, "") : "");

/** It quotes the sentence, a part of it, or more than it. */
export function isOn(entry: EntrySummary, register: Register, sentence: string): boolean {
  const quoted = register.beside?.sentence ? plain(entry.values[register.beside.sentence]) : "";
  const chosen = plain(sentence);
  return quoted !== "" && chosen !== "" && (quoted.includes(chosen) || chosen.includes(quoted));
}

export function isOf(entry: EntrySummary, register: Register, provisions: readonly string[]): boolean {
  const of = register.beside ? entry.values[register.beside.provision] : undefined;
  return typeof of === "string" && provisions.includes(of.trim());
}
