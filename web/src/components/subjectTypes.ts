// The titles of types of subjects in the reader's language; the service names types as the vocabulary does.
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/client";
import type { Items, SubjectTypeEntry } from "../api/types";
import { useLanguage } from "../i18n/language";

export function useSubjectTypes(): (name: string) => string {
  const { text } = useLanguage();
  const types = useQuery({ queryKey: ["subject-types"], queryFn: () => request<Items<SubjectTypeEntry>>("GET", "/subject-types"), staleTime: 300_000 });
  return (name) => text(types.data?.items.find((one) => one.name === name)?.title) || name;
}
