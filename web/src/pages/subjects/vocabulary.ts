// The vocabularies of all packages in force as one, as the service reads facts by them: the first package
// that declares a name says what it is.
import { useQuery } from "@tanstack/react-query";
import { request } from "../../api/client";
import type { Items, PackageSummary, Vocabulary } from "../../api/types";

export function useVocabulary() {
  return useQuery({
    queryKey: ["vocabularies"],
    staleTime: Infinity,
    queryFn: async () => {
      const packages = await request<Items<PackageSummary>>("GET", "/packages");
      const all = await Promise.all(packages.items.map((one) => request<Vocabulary>("GET", `/packages/${one.id}/vocabulary`)));
      return united(all);
    },
  });
}

export function united(all: readonly Vocabulary[]): Vocabulary {
  const subjects = new Map<string, Vocabulary["subjects"][number]>();
  const records = new Map<string, Vocabulary["records"][number]>();
  const codes: Vocabulary["code_lists"] = {};
  for (const one of all) {
    for (const subject of one.subjects) {
      const known = subjects.get(subject.name);
      subjects.set(subject.name, known ? { ...known, facts: [...known.facts, ...subject.facts.filter((fact) => !known.facts.some((held) => held.name === fact.name))] } : subject);
    }
    for (const record of one.records) if (!records.has(record.name)) records.set(record.name, record);
    for (const [name, list] of Object.entries(one.code_lists)) codes[name] ??= list;
  }
  return { ...all[0]!, subjects: [...subjects.values()], records: [...records.values()], code_lists: codes };
}
