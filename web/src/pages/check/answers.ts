// What was answered in a self-check so far, in order, kept in the browser's tab: a reload loses nothing, and
// closing the tab forgets it.
import { useState } from "react";
import { parsePlace, withAnswer, type Answers, type FactValue } from "./facts";

/** An answer, or a question that was skipped (no value). */
export interface Given { fact: string; value?: FactValue }
export interface Kept { type: string; given: Given[] }

const place = "enact.check";
const draftPlace = (fact: string) => `${place}.draft.${fact}`;

export function answersOf(given: readonly Given[]): Answers {
  return given.reduce<Answers>((answers, { fact, value }) => {
    const where = value === undefined ? null : parsePlace(fact);
    return where ? withAnswer(answers, where, value!) : answers;
  }, {});
}

/** The answers with this one in its place; what was said of the items of a list goes when the list is given anew. */
export function withGiven(given: readonly Given[], answer: Given): Given[] {
  const others = given.filter((one) => !one.fact.startsWith(`${answer.fact}[`));
  const at = others.findIndex((one) => one.fact === answer.fact);
  return at < 0 ? [...others, answer] : others.map((one, index) => (index === at ? answer : one));
}

function read(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") as unknown;
  } catch {
    return null;
  }
}

export function load(): Kept | null {
  const kept = read(place) as Partial<Kept> | null;
  return typeof kept?.type === "string" && Array.isArray(kept.given) ? { type: kept.type, given: kept.given } : null;
}

export function save(kept: Kept): void {
  sessionStorage.setItem(place, JSON.stringify(kept));
}

export function forget(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(place)) sessionStorage.removeItem(name);
}

/** What is being typed for a fact, kept until it is taken as the answer. */
export function useDraft<T>(fact: string, initial: T): [T, (value: T) => void, () => void] {
  const name = draftPlace(fact);
  const [value, setValue] = useState<T>(() => (read(name) as T | null) ?? initial);
  const keep = (next: T) => {
    setValue(next);
    sessionStorage.setItem(name, JSON.stringify(next));
  };
  return [value, keep, () => sessionStorage.removeItem(name)];
}
