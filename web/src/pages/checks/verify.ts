// The check of a published draw, as anybody can make it: the seed fits the digest, each case's lot follows from
// the seed, and the cases with the smallest lots are those drawn.
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface Draw { commitment: string; seed: string; wanted: number; cases: { id: string; lot: string; drawn: boolean }[] }

export async function drawFits(draw: Draw): Promise<boolean> {
  if ((await sha256(draw.seed)) !== draw.commitment) return false;
  const lots = await Promise.all(draw.cases.map(async (one) => ({ ...one, found: await sha256(`${draw.seed}:${one.id}`) })));
  if (lots.some((one) => one.found !== one.lot)) return false;
  const first = lots.toSorted((a, b) => (a.found < b.found ? -1 : 1)).slice(0, draw.wanted);
  return first.every((one) => one.drawn) && lots.filter((one) => one.drawn).length === first.length;
}
