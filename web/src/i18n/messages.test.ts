import { describe, expect, it } from "vitest";
import type { Messages } from "./message";
import { areas, messages } from "./messages";

const all = Object.entries(messages as Messages);

/** What stands between braces: values that a page fills in. */
function values(words: string): string[] {
  return [...new Set(words.match(/\{\w+\}/g))].sort();
}

describe("messages", () => {
  it("has no key in two areas: the later would silently win", () => {
    const keys = Object.values(areas).flatMap((area) => Object.keys(area));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(keys.length).toBe(all.length);
  });

  it("fills the same values in both languages", () => {
    const different = all.filter(([, { zh, en }]) => values(en).join() !== values(zh).join());
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it("speaks English in English, apart from what it quotes: headings of a file, the name of the other language", () => {
    const chinese = all.filter(([key, { en }]) => key !== "app.language" && /\p{Script=Han}/u.test(en.replace(/“[^”]*”/g, "")));
    expect(chinese.map(([key]) => key)).toEqual([]);
  });
});
