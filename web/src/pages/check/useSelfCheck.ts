// The service's answer to what was answered so far; the same answers are asked once.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "../../api/client";
import type { SelfCheck } from "../../api/types";
import type { Answers } from "./facts";

const about = (type: string, answers: Answers) => ({
  queryKey: ["self-check", type, answers],
  queryFn: () => request<SelfCheck>("POST", "/self-check", { body: { subjects: { [type]: answers } } }),
  staleTime: Infinity,
  retry: false,
});

export function useSelfCheck(type: string, answers: Answers) {
  const client = useQueryClient();
  const query = useQuery({ ...about(type, answers), placeholderData: keepPreviousData });
  /** Asks what these answers would give, without taking them; throws what is wrong with them. */
  const attempt = (others: Answers) => client.fetchQuery(about(type, others));
  return { query, attempt };
}
