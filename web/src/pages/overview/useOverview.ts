import { useQuery } from "@tanstack/react-query";
import { request } from "../../api/client";
import type { Overview } from "../../api/types";

export const useOverview = (policy: string, year: number | undefined) =>
  useQuery({
    queryKey: ["overview", policy, year],
    queryFn: () => request<Overview>("GET", `/overview/${policy}`, { query: { year } }),
    enabled: policy !== "",
  });
