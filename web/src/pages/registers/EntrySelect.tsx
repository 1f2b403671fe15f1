// Another entry, found by what is typed.
import { Select } from "antd";
import { useState } from "react";
import { useLanguage } from "../../i18n/language";
import { useEntries, useEntryTitle } from "./api";

interface Props {
  policy: string;
  register: string;
  id?: string;
  value?: string | null;
  /** What the value is called, before it has been looked for. */
  name?: string | undefined;
  onChange?: (value: string | undefined) => void;
  label?: string;
}

export function EntrySelect({ policy, register, id, value, name, onChange, label }: Props) {
  const { t, text } = useLanguage();
  const [typed, setTyped] = useState("");
  const found = useEntries(policy, register, { q: typed, limit: 20 });
  const options = (found.data?.entries ?? []).map((entry) => ({
    value: entry.id,
    label: [entry.title, entry.reference, text(entry.status_title)].filter(Boolean).join(" · "),
  }));
  const listed = options.some((option) => option.value === value);
  const known = useEntryTitle(value ?? "", Boolean(value) && !name && !listed);
  const called = name ?? known;
  if (value && called && !listed) options.unshift({ value, label: called });
  return (
    <Select
      {...(id ? { id } : {})}
      {...(label ? { "aria-label": label } : {})}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value || null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? undefined)}
      placeholder={t("registers.find")}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? t("app.loading") : t("registers.nothingFound")}
      options={options}
    />
  );
}
