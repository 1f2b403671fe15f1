// Lists that the service gives page by page: the address says which page, and the table offers the others and says how
// many there are.
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { PaginationProps } from "antd";
import { useEffect } from "react";
import { useSearchParams } from "react-router-dom";
import { request } from "../api/client";
import { useLanguage } from "../i18n/language";
import { mostCounted, pageIn, slice } from "./pages";

const size = 20;

/** A page of the list at `path`; `totalOf` says how many there are over all pages. */
export function usePaged<T>(key: string, path: string, filter: Record<string, string>, totalOf: (page: T) => number): { found: UseQueryResult<T>; pagination: PaginationProps | false } {
  const { t } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const page = pageIn(search.get("page"));
  const show = (wanted: number, replace = false) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (wanted === 1) after.delete("page");
    else after.set("page", String(wanted));
    return after;
  }, { replace });
  const found = useQuery({
    queryKey: [key, filter, page],
    queryFn: () => request<T>("GET", path, { query: { ...filter, ...slice(page, size) } }),
    placeholderData: keepPreviousData,
  });
  const total = found.data === undefined || found.isPlaceholderData ? undefined : totalOf(found.data);
  // What was looked at may be gone by the time it is asked for again.
  const last = total === undefined ? page : Math.max(1, Math.ceil(total / size));
  useEffect(() => {
    if (page > last) show(last, true);
  });
  const known = found.data === undefined ? 0 : totalOf(found.data);
  return {
    found,
    pagination: known > size && {
      total: known, pageSize: size, current: page, onChange: (wanted) => show(wanted), showSizeChanger: false, responsive: true,
      showTotal: () => t(known > mostCounted ? "list.more" : "list.total", { total: Math.min(known, mostCounted) }),
    },
  };
}
