import { expect, test } from "vitest";
import { drawFits } from "./verify";

// printf '%s' seed | sha256sum; printf '%s:%s' seed a | sha256sum …
const seed = "seed";
const digest = async (text: string) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function honest() {
  const cases = await Promise.all(["a", "b", "c"].map(async (id) => ({ id, lot: await digest(`${seed}:${id}`), drawn: false })));
  cases.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  cases[0]!.drawn = true;
  return { seed, commitment: await digest(seed), wanted: 1, cases };
}

test("an honest draw fits", async () => {
  expect(await drawFits(await honest())).toBe(true);
});

test("another seed, another lot or another choice does not", async () => {
  const draw = await honest();
  expect(await drawFits({ ...draw, seed: "other" })).toBe(false);
  expect(await drawFits({ ...draw, cases: draw.cases.map((one) => ({ ...one, drawn: !one.drawn })) })).toBe(false);
  expect(await drawFits({ ...draw, cases: draw.cases.map((one, i) => (i === 2 ? { ...one, lot: "0" + one.lot.slice(1) } : one)) })).toBe(false);
});
