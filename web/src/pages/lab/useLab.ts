// What the lab asks the service: whether it is ready, and the answer to a change, which follows the slider.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { request } from "../../api/client";
import type { Draft, Items, Lab, Lever, Scenario, Simulation, Trial } from "../../api/types";

const askAgainAfter = 700; // ms, while the population is being prepared
const gatherFor = 60; // ms in which moves are taken together

export function useLabState() {
  return useQuery({
    queryKey: ["lab"],
    queryFn: () => request<Lab>("GET", "/lab"),
    refetchInterval: (query) => (query.state.data?.state === "preparing" ? askAgainAfter : false),
  });
}

/** Of an uploaded draft where one is named, else as the policy is in force. */
export function useLevers(packageId: string, draft: string) {
  return useQuery({
    queryKey: ["lab", "levers", packageId, draft],
    queryFn: async () => (await request<Items<Lever>>("GET", `/lab/packages/${packageId}/levers`, { query: { draft } })).items,
    enabled: packageId !== "",
    staleTime: Infinity,
  });
}

export function useScenarios() {
  return useQuery({ queryKey: ["lab", "scenarios"], queryFn: async () => (await request<Items<Scenario>>("GET", "/lab/scenarios")).items });
}

export function useDrafts() {
  return useQuery({ queryKey: ["lab", "drafts"], queryFn: async () => (await request<Items<Draft>>("GET", "/lab/drafts")).items });
}

export const askFor = (trial: Trial, asOf: string) => ({
  queryKey: ["lab", "simulation", asOf, trial],
  queryFn: () => request<Simulation>("POST", "/lab/simulations", { body: trial }),
  staleTime: 60_000,
  gcTime: 60_000,
});

/** Asks one question at a time: while a slider moves, always for where it stands when the last answer has come. */
export function useSimulation(trial: Trial, asOf: string) {
  const [asked, setAsked] = useState(trial);
  const latest = useRef(trial);
  latest.current = trial;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const query = useQuery({ ...askFor(asked, asOf), enabled: asked.package !== "" && asOf !== "", placeholderData: keepPreviousData, retry: false });
  useEffect(() => {
    if (query.isFetching || asked === trial || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      setAsked(latest.current);
    }, gatherFor);
  }, [trial, asked, query.isFetching]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return query;
}
