// What the lab asks the service: whether it is ready, and the answer to a change, which follows the slider. Of
// several answers under way the one to the last question is shown.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "../../api/client";
import type { Items, Lab, Lever, Scenario, Simulation, Trial } from "../../api/types";

const askAgainAfter = 700; // ms, while the population is being prepared
const settleFor = 90; // ms without another move

export function useLabState() {
  return useQuery({
    queryKey: ["lab"],
    queryFn: () => request<Lab>("GET", "/lab"),
    refetchInterval: (query) => (query.state.data?.state === "preparing" ? askAgainAfter : false),
  });
}

export function useLevers(packageId: string) {
  return useQuery({
    queryKey: ["lab", "levers", packageId],
    queryFn: async () => (await request<Items<Lever>>("GET", `/lab/packages/${packageId}/levers`)).items,
    enabled: packageId !== "",
    staleTime: Infinity,
  });
}

export function useScenarios() {
  return useQuery({ queryKey: ["lab", "scenarios"], queryFn: async () => (await request<Items<Scenario>>("GET", "/lab/scenarios")).items });
}

export const askFor = (trial: Trial, asOf: string) => ({
  queryKey: ["lab", "simulation", asOf, trial],
  queryFn: () => request<Simulation>("POST", "/lab/simulations", { body: trial }),
  staleTime: 60_000,
  gcTime: 60_000,
});

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleFor);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function useSimulation(trial: Trial, asOf: string) {
  const settled = useSettled(trial);
  return useQuery({ ...askFor(settled, asOf), enabled: settled.package !== "" && asOf !== "", placeholderData: keepPreviousData, retry: false });
}
