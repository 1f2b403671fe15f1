// A subject of certain types, found by name or number: for officers who enter something for it.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Items } from "../../api/types";
import { useLanguage } from "../../i18n/language";

interface Found { id: string; type: string; name: string; identity: string }
interface Props { id: string; types: string[]; value: string | undefined; onChange: (value: string | undefined) => void }

export function SubjectSelect({ id, types, value, onChange }: Props) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const found = useQuery({
    queryKey: ["subjects", types, typed],
    queryFn: async () => {
      const lists = await Promise.all(types.map((type) => request<Items<Found>>("GET", "/subjects", { query: { type, q: typed, limit: 20 } })));
      return lists.flatMap((list) => list.items);
    },
    placeholderData: (before) => before,
  });
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
      placeholder={t("registers.findSubject")}
      loading={found.isFetching}
      notFoundContent={t("registers.nothingFound")}
      options={(found.data ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.identity}` }))}
    />
  );
}
