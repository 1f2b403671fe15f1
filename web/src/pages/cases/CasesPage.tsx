// All cases that the account may see, or those that the address asks for (by package, provision, unit, ended, year).
import { Input, Tag } from "antd";
import { useSearchParams } from "react-router-dom";
import type { CaseSummary, Items } from "../../api/types";
import { hasRole, useSession } from "../../app/session";
import { ExportButton } from "../../components/ExportButton";
import { Loadable } from "../../components/Loadable";
import { usePaged } from "../../components/paged";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { CaseTable } from "./CaseTable";

const filters = ["q", "package", "provision", "unit", "ended", "year"] as const;
type Filter = (typeof filters)[number];

export default function CasesPage() {
  const { t } = useLanguage();
  const { session } = useSession();
  // Whoever may see figures over all cases.
  const overview = hasRole(session, "handler", "approver", "finance_reviewer", "auditor");
  const [search, setSearch] = useSearchParams();
  const units = useUnits();
  const filter = Object.fromEntries(filters.map((name) => [name, search.get(name) ?? ""]));
  const { found: cases, pagination } = usePaged<Items<CaseSummary>>("cases", "/cases", filter, (page) => page.total ?? 0);
  // Another filter begins with the first page.
  const narrow = (name: Filter, value: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    after.delete("page");
    if (value === "") after.delete(name);
    else after.set(name, value);
    return after;
  });
  const words: Record<Filter, string> = {
    q: "",
    package: "",
    provision: filter.provision ? `${t("case.provision")} ${filter.provision}` : "",
    unit: filter.unit ? units([filter.unit]) : "",
    ended: filter.ended === "true" ? t("cases.ended") : filter.ended === "false" ? t("cases.running") : "",
    year: filter.year ? t("cases.changedIn", { year: filter.year }) : "",
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.cases")}</h1>
        <span className="grow" />
        {overview && <ExportButton path="/provisions/export" label={t("figures.export")} />}
        <ExportButton path="/cases/export" query={filter} />
        <Input.Search aria-label={t("cases.search")} placeholder={t("cases.search")} allowClear defaultValue={filter.q} style={{ width: 280 }} onSearch={(wanted) => narrow("q", wanted.trim())} />
      </div>
      <div className="sheet">
        {filters.filter((name) => words[name] !== "").map((name) => (
          <Tag key={name} closable={{ "aria-label": t("cases.allAgain", { filter: words[name] }) }} onClose={() => narrow(name, "")}>{words[name]}</Tag>
        ))}
        <Loadable query={cases}>
          {({ items }) => <CaseTable cases={items} pagination={pagination} empty={t("cases.none")} />}
        </Loadable>
      </div>
    </div>
  );
}
