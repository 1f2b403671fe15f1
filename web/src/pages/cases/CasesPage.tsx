// All cases that the account may see.
import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { CaseSummary, Items } from "../../api/types";
import { ExportButton } from "../../components/ExportButton";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { CaseTable } from "./CaseTable";

const pageSize = 20;

export default function CasesPage() {
  const { t } = useLanguage();
  const [q, setQ] = useState("");
  const [page, setPage] = useState(1);
  const cases = useQuery({
    queryKey: ["cases", q, page],
    queryFn: () => request<Items<CaseSummary>>("GET", "/cases", { query: { q, limit: pageSize, offset: (page - 1) * pageSize } }),
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.cases")}</h1>
        <span className="grow" />
        <ExportButton path="/cases/export" />
        <Input.Search aria-label={t("cases.search")} placeholder={t("cases.search")} allowClear style={{ width: 280 }} onSearch={(wanted) => { setPage(1); setQ(wanted.trim()); }} />
      </div>
      <div className="sheet">
        <Loadable query={cases}>
          {({ items, total }) => <CaseTable cases={items} total={total} page={page} pageSize={pageSize} onPage={setPage} empty={t("cases.none")} />}
        </Loadable>
      </div>
    </div>
  );
}
