// The names of units in the reader's language; the service names units by their ids.
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/client";
import type { Items, PackageSummary, Text, Unit } from "../api/types";
import { useLanguage } from "../i18n/language";

async function allTitles(): Promise<Map<string, Text>> {
  const { items } = await request<Items<PackageSummary>>("GET", "/packages");
  const units = await Promise.all(items.map((item) => request<Items<Unit>>("GET", `/packages/${item.id}/units`)));
  return new Map(units.flatMap((list) => list.items.map((unit) => [unit.id, unit.title] as const)));
}

/** Names several units; an id that no policy knows stays as it is. */
export function useUnits(): (ids: readonly string[]) => string {
  const { text, list } = useLanguage();
  const titles = useQuery({ queryKey: ["unit titles"], queryFn: allTitles, staleTime: Infinity });
  return (ids) => list(ids.map((id) => text(titles.data?.get(id)) || id));
}
