// Acting in a call: every action answers the call as it is then.
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { request } from "../../api/client";
import type { Call, CallAction } from "../../api/types";

export type Act = UseMutationResult<Call, Error, CallAction>;

export function useAct(call: Call): Act {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: CallAction) =>
      request<Call>("POST", `/calls/${call.id}/actions`, { body: { ...action, expected_version: call.version } }),
    onSuccess: (now) => client.setQueryData(["call", call.id], now),
    // Somebody else has moved it on, most likely: show where it stands.
    onError: () => void client.invalidateQueries({ queryKey: ["call", call.id] }),
  });
}

export const may = (call: Call, kind: CallAction["kind"]) => call.actions.includes(kind);
export const bidName = (call: Call, id: string) => call.bids.find((bid) => bid.id === id)?.name ?? id;
export const needName = (call: Call, id: string) => call.needs.find((need) => need.id === id)?.name ?? id;
