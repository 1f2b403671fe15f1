// What the journeys of competitions share: entries of registers through the session's own requests, the pool of
// experts, and the stations of a call that another journey shows on its pages.
import { expect, type Page } from "@playwright/test";
import { ask, passDays, signIn } from "./people";

export const policy = "nanan-2025-2";
export const organiser = "市科技局";

interface Entry { id: string }
export const enter = (page: Page, register: string, values: object, subject?: string) =>
  ask<Entry>(page, "POST", `/registers/${policy}/${register}/entries`, { values, ...(subject ? { subject } : {}) });
export const take = (page: Page, id: string, step: string, outcome: string) => ask(page, "POST", `/entries/${id}/take`, { step, outcome });

export interface Call {
  id: string;
  needs: { id: string; name: string; panel: { members: { expert: string; name: string; standing: string }[] } | null; ranking: { bid: string; standing: string }[] | null }[];
  bids: { id: string; name: string; need: string }[];
  seats: { need: string; expert: string; agreed: boolean; sheets: { bid: string; scores: string[] | null }[] }[];
}

export interface Holder { login: string; subject: string; name: string; type: string }

/** The sample accounts that act for a subject of the type, with it. */
export async function holders(page: Page, type: string, logins: readonly string[]): Promise<Holder[]> {
  const found: Holder[] = [];
  for (const login of logins) {
    await signIn(page, login);
    const session = await ask<{ subjects: { type: string; id: string; name: string }[] }>(page, "GET", "/session");
    const own = session.subjects.find((subject) => subject.type === type);
    if (own) found.push({ login, subject: own.id, name: own.name, type });
  }
  return found;
}
export const enterprises = (page: Page) => holders(page, "企业", ["样例主体1", "样例主体2", "样例主体3"]);

/** Nine experts with accounts, unless another journey entered them; the first works for `employer`. The organiser's
 *  officer is signed in afterwards. */
export async function enterExperts(page: Page, employer: string): Promise<void> {
  await signIn(page, `${organiser}-经办`);
  const known = await ask<{ entries: unknown[] }>(page, "GET", `/registers/${policy}/评审专家/entries`);
  if (known.entries.length >= 9) return;
  for (let number = 1; number <= 9; ++number) {
    const expert = await enter(page, "评审专家", {
      姓名: `专家${number}`, 单位: number === 1 ? employer : `研究所${number}`, 领域: number <= 5 ? "新材料" : "机械装备", 账号: `评审专家${number}`,
    });
    await take(page, expert.id, "登记", "register");
  }
}

const act = (page: Page, id: string, action: object) => ask<Call>(page, "POST", `/calls/${id}/actions`, action);

/** From open for bids to a settled result; `points` of a bid by its name, on every criterion. */
export async function settle(page: Page, id: string, points: (name: string) => number, criteria: number): Promise<Call> {
  const officer = `${organiser}-经办`;
  await passDays(page, 1);
  await signIn(page, officer);
  await act(page, id, { kind: "bids_closed" });
  const drawn = await act(page, id, { kind: "drawn" });
  // Each expert once, for all needs that it sits for.
  const seats = drawn.needs.flatMap((need) => need.panel!.members.map((member) => ({ need: need.id, ...member })));
  for (const name of new Set(seats.map((seat) => seat.name))) {
    await signIn(page, `评审${name}`);
    for (const { need, expert } of seats.filter((seat) => seat.name === name)) {
      await act(page, id, { kind: "agreed", need, expert });
      const mine = await ask<Call>(page, "GET", `/calls/${id}`);
      for (const sheet of mine.seats.find((one) => one.need === need)!.sheets) {
        const bid = mine.bids.find((one) => one.id === sheet.bid)!;
        await act(page, id, { kind: "sheet_handed_in", need, bid: sheet.bid, expert, scores: Array.from({ length: criteria }, () => String(points(bid.name))) });
      }
    }
  }
  await signIn(page, officer);
  await act(page, id, { kind: "scoring_closed" });
  await act(page, id, { kind: "minuted", reason: "评审组一致同意" });
  await signIn(page, `${organiser}-审批`);
  await act(page, id, { kind: "published" });
  await passDays(page, 10);
  await signIn(page, officer);
  const settled = await act(page, id, { kind: "settled" });
  expect(settled.needs.every((need) => (need.ranking ?? []).some((one) => one.standing === "winner"))).toBe(true);
  return settled;
}
