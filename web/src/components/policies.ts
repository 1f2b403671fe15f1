// The titles of policies in the reader's language, and their numbers.
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/client";
import type { Items, PackageSummary } from "../api/types";
import { useLanguage } from "../i18n/language";

function useSummary(): (id: string) => PackageSummary | undefined {
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  return (id) => packages.data?.items.find((one) => one.id === id);
}

export function usePolicyTitle(): (id: string) => string {
  const { text } = useLanguage();
  const summary = useSummary();
  return (id) => text(summary(id)?.title) || id;
}

/** The number that it was issued under, by which an appropriation is told from another. */
export function usePolicyNumber(): (id: string) => string {
  const summary = useSummary();
  return (id) => summary(id)?.number || id;
}
