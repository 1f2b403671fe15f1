// The titles of policies in the reader's language.
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/client";
import type { Items, PackageSummary } from "../api/types";
import { useLanguage } from "../i18n/language";

export function usePolicyTitle(): (id: string) => string {
  const { text } = useLanguage();
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  return (id) => text(packages.data?.items.find((one) => one.id === id)?.title) || id;
}
