// The roles and units that can be given, as the service says.
import { useQuery } from "@tanstack/react-query";
import { request } from "../../api/client";
import type { Items, NamedUnit, PermissionTable } from "../../api/types";

export function usePermissions() {
  return useQuery({ queryKey: ["permissions"], queryFn: () => request<PermissionTable>("GET", "/permissions"), staleTime: 300_000 });
}

export function useUnits() {
  return useQuery({ queryKey: ["units"], queryFn: () => request<Items<NamedUnit>>("GET", "/units"), staleTime: 300_000 });
}
