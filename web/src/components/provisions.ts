// The titles of provisions in the reader's language, where a list names them by their ids.
import { useQueries } from "@tanstack/react-query";
import { request } from "../api/client";
import type { Items, Provision } from "../api/types";
import { useLanguage } from "../i18n/language";

/** Names a provision of one of these policies by id and title: "1a 国家高新技术企业认定奖励". One that is not known any
 *  more stays its id. */
export function useProvisions(policies: readonly string[]): (policy: string, id: string) => string {
  const { text } = useLanguage();
  const wanted = [...new Set(policies)];
  const lists = useQueries({
    queries: wanted.map((policy) => ({
      queryKey: [`/packages/${policy}/provisions`],
      queryFn: () => request<Items<Provision>>("GET", `/packages/${policy}/provisions`),
      staleTime: Infinity,
    })),
  });
  return (policy, id) => {
    const title = text(lists[wanted.indexOf(policy)]?.data?.items.find((one) => one.id === id)?.title);
    return title ? `${id} ${title}` : id;
  };
}
