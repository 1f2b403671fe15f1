// The document as officials know it, with the rule that carries out each sentence beside it.
import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Grid, Progress, Select, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Clause, Items, PackageSummary, PolicyDocument, Provision, Unit } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { DocumentText } from "./DocumentText";
import { Overview } from "./Overview";
import { RulePanel } from "./RulePanel";
import "./document.css";

export interface Selection { paragraph: number; clause: Clause; text: string }

export default function DocumentPage() {
  const { packageId } = useParams();
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  return (
    <div className="page">
      <Loadable query={packages}>
        {({ items }) => {
          const chosen = items.find((item) => item.id === packageId) ?? items.find((item) => !item.sample) ?? items[0];
          return chosen ? <Chosen key={chosen.id} packages={items} chosen={chosen} /> : null;
        }}
      </Loadable>
    </div>
  );
}

function Chosen({ packages, chosen }: { packages: PackageSummary[]; chosen: PackageSummary }) {
  const { t, text } = useLanguage();
  const navigate = useNavigate();
  const wide = Grid.useBreakpoint().lg;
  const [selection, setSelection] = useState<Selection | null>(null);
  const path = `/packages/${chosen.id}`;
  const document = useQuery({ queryKey: [path, "document"], queryFn: () => request<PolicyDocument>("GET", `${path}/document`), staleTime: Infinity });
  const provisions = useQuery({ queryKey: [path, "provisions"], queryFn: () => request<Items<Provision>>("GET", `${path}/provisions`), staleTime: Infinity });
  const units = useQuery({ queryKey: [path, "units"], queryFn: () => request<Items<Unit>>("GET", `${path}/units`), staleTime: Infinity });
  const share = Math.floor((100 * chosen.coverage.covered) / Math.max(1, chosen.coverage.total));
  const rules = provisions.data?.items ?? [];
  const panel = selection && <RulePanel selection={selection} packageId={chosen.id} provisions={rules} units={units.data?.items ?? []} />;

  return (
    <>
      <div className="page-head no-print">
        {packages.length > 1 ? (
          <Select
            aria-label={t("document.choose")}
            value={chosen.id}
            onChange={(id) => navigate(`/documents/${id}`)}
            options={packages.map((item) => ({ value: item.id, label: `${item.number} ${item.sample ? `［${t("document.sample")}］` : ""}` }))}
            style={{ minWidth: 240 }}
          />
        ) : <strong>{chosen.number}</strong>}
        {chosen.sample && <Tag color="warning">{t("document.sample")}</Tag>}
        <span className="muted">{t("document.inForce", { from: chosen.in_force.from ?? "…", to: chosen.in_force.to ?? "…" })}</span>
        <span className="document-coverage">
          <Progress percent={share} size="small" showInfo={false} aria-label={t("document.coverage", chosen.coverage)} style={{ width: 96 }} />
          <span className="muted">{t("document.coverage", chosen.coverage)}</span>
        </span>
        {!wide && <span className="muted">{t("document.pick")}</span>}
        <span className="grow" />
        <Link to={`/documents/${chosen.id}/procedures`}>{t("procedure.title")}</Link>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>{t("app.print")}</Button>
      </div>
      <div className="document-desk">
        <Loadable query={document}>
          {(loaded) => <DocumentText document={loaded} selection={selection} onSelect={setSelection} title={text(loaded.title)} />}
        </Loadable>
        {wide && (
          <aside className="document-side sheet no-print" aria-live="polite" aria-label={t("document.rules")} tabIndex={0}>
            {panel ? (
              <>
                <Button type="link" size="small" className="document-back" onClick={() => setSelection(null)}>{t("document.backToOverview")}</Button>
                {panel}
              </>
            ) : document.data && <Overview document={document.data} provisions={rules} />}
          </aside>
        )}
      </div>
      {!wide && (
        <Drawer open={selection !== null} onClose={() => setSelection(null)} placement="bottom" size="70%" title={t("document.rules")}>
          {panel}
        </Drawer>
      )}
    </>
  );
}
