// The units of a policy, to choose from.
import { useQuery } from "@tanstack/react-query";
import { request } from "../../api/client";
import type { Items, Unit } from "../../api/types";

export function useAllUnits(policy: string): Unit[] {
  const units = useQuery({
    queryKey: ["units", policy],
    queryFn: () => request<Items<Unit>>("GET", `/packages/${encodeURIComponent(policy)}/units`),
    staleTime: Infinity,
  });
  return units.data?.items ?? [];
}
