// What the register pages ask the service for, each under one key, so that a change is heard by all of them.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { request } from "../../api/client";
import type { Entry, EntryMatch, EntrySummary, Register, WaitingEntry } from "../../api/types";

export interface EntryQuery {
  q?: string; status?: string; subject?: string; filter?: Record<string, string | boolean>; overdue?: boolean; sort?: string; offset?: number; limit?: number;
}

export function registerPath(policy: string, register: string): string {
  return `/registers/${encodeURIComponent(policy)}/${encodeURIComponent(register)}`;
}

export function useRegisters() {
  return useQuery({
    queryKey: ["registers"],
    queryFn: async () => (await request<{ registers: Register[] }>("GET", "/registers")).registers,
  });
}

export function useRegister(policy: string, register: string) {
  return useQuery({ queryKey: ["registers", policy, register], queryFn: () => request<Register>("GET", registerPath(policy, register)) });
}

export function askEntries(policy: string, register: string, query: EntryQuery) {
  const { filter, overdue, ...rest } = query;
  const chosen = filter && Object.keys(filter).length > 0 ? { filter: JSON.stringify(filter) } : {};
  return request<{ total: number; entries: EntrySummary[]; sums?: Record<string, string> }>("GET", `${registerPath(policy, register)}/entries`, { query: { ...rest, ...chosen, ...(overdue ? { overdue: "true" } : {}) } });
}

export function useEntries(policy: string, register: string, query: EntryQuery, enabled = true) {
  return useQuery({
    queryKey: ["entries", policy, register, query],
    queryFn: () => askEntries(policy, register, query),
    enabled,
    placeholderData: (before) => before,
  });
}

export function useEntry(id: string) {
  return useQuery({ queryKey: ["entry", id], queryFn: () => request<Entry>("GET", `/entries/${id}`) });
}

/** What an entry is called, if that is still to be asked. */
export function useEntryTitle(id: string, wanted: boolean): string | undefined {
  const entry = useQuery({ queryKey: ["entry", id], queryFn: () => request<Entry>("GET", `/entries/${id}`), enabled: wanted });
  return entry.data && (entry.data.title || entry.data.reference);
}

export function useMatches(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["entry", id, "matches"],
    queryFn: async () => (await request<{ matches: EntryMatch[] }>("GET", `/entries/${id}/matches`)).matches,
    enabled,
  });
}

/** What waits for the one who is signed in. */
export function useWaiting() {
  return useQuery({ queryKey: ["entries", "waiting"], queryFn: () => request<{ total: number; entries: WaitingEntry[] }>("GET", "/entries") });
}

/** To be called when an entry has changed: its own page, the lists it is in and those that refer to it. */
export function useEntryChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(["entry", "entries", "registers", "calendar"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}

/** One key for one change: a repeated press or a retry of the same content keeps it, another content has another. */
export function useChangeKey(): (content: unknown) => string {
  const last = useRef({ content: "", key: "" });
  return (content) => {
    const written = JSON.stringify(content);
    if (written !== last.current.content) last.current = { content: written, key: crypto.randomUUID() };
    return last.current.key;
  };
}
