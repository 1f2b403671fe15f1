// The check of a published draw, as anybody can make it: the seed fits the digest that was published before,
// and each panel's order follows from the seed.

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Drawn { commitment: string; seed: string; needs: { id: string; name: string; panel: { order: string[] } | null }[] }

/** What does not hold: "seed", or the name of a need; null if all of it does. */
export async function verifyDraw(call: Drawn): Promise<string | null> {
  if ((await sha256(call.seed)) !== call.commitment) return "seed";
  for (const need of call.needs) {
    if (!need.panel) continue;
    const lots = await Promise.all(need.panel.order.map((expert) => sha256(`${call.seed}:${expert}`)));
    if (lots.some((lot, place) => place > 0 && lots[place - 1]! >= lot)) return need.name;
  }
  return null;
}
