import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetDrafts, keptAt, nameOf } from "./drafts";

beforeEach(() => {
  // As much of a tab's storage as drafts use; its names are properties, as a browser has them.
  const storage: Record<string, unknown> = {};
  const method = (value: unknown) => ({ value, enumerable: false });
  Object.defineProperties(storage, {
    getItem: method((name: string) => storage[name] ?? null),
    setItem: method((name: string, value: string) => { storage[name] = value; }),
    removeItem: method((name: string) => { delete storage[name]; }),
  });
  vi.stubGlobal("sessionStorage", storage);
});
afterEach(() => vi.unstubAllGlobals());

it("keeps what is typed for the account that typed it", () => {
  sessionStorage.setItem(nameOf("甲", "payee/1"), JSON.stringify({ bank: "样例银行" }));
  expect(keptAt(nameOf("甲", "payee/1"))).toEqual({ bank: "样例银行" });
  expect(keptAt(nameOf("乙", "payee/1"))).toEqual({});
  // A login that looks like a path does not reach another's.
  expect(nameOf("甲/payee", "1")).not.toBe(nameOf("甲", "payee/1"));
});

it("reads nothing from what cannot be read", () => {
  for (const broken of ["{", "null", "[1]", "7"]) {
    sessionStorage.setItem(nameOf("甲", "x"), broken);
    expect(keptAt(nameOf("甲", "x")), broken).toEqual({});
  }
});

it("forgets everybody's, and nothing else", () => {
  sessionStorage.setItem(nameOf("甲", "x"), "{}");
  sessionStorage.setItem(nameOf("乙", "y"), "{}");
  sessionStorage.setItem("enact.check", "kept");
  forgetDrafts();
  expect(Object.keys(sessionStorage)).toEqual(["enact.check"]);
});
