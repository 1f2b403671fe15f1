// What one can apply for, from when to when, and the guide to each.
import { useQueries, useQuery } from "@tanstack/react-query";
import { Empty, Grid, Table } from "antd";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { Announcement, Items, PackageSummary, Provision } from "../../api/types";
import { useSession } from "../../app/session";
import { Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { WindowTag } from "./WindowTag";
import { stateOf, windowOf } from "./window";

interface Row { key: string; packageId: string; number: string; provision: Provision; announcement: Announcement | undefined }

const order = { open: 0, coming: 1, always: 2, over: 3 } as const;

export default function GuidesPage() {
  const { t, text } = useLanguage();
  const units = useUnits();
  const { space } = useSession();
  const wide = Grid.useBreakpoint().md ?? true;
  const today = space?.today ?? "";
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  const announcements = useQuery({ queryKey: ["announcements"], queryFn: () => request<Items<Announcement>>("GET", "/announcements") });
  const provisions = useQueries({
    queries: (packages.data?.items ?? []).map((item) => ({
      queryKey: [`/packages/${item.id}/provisions`],
      queryFn: () => request<Items<Provision>>("GET", `/packages/${item.id}/provisions`),
      staleTime: Infinity,
    })),
  });
  const rows: Row[] = (packages.data?.items ?? []).flatMap((item, index) =>
    (provisions[index]?.data?.items ?? [])
      .filter((provision) => provision.executable && provision.procedure)
      .map((provision) => ({
        key: `${item.id}/${provision.id}`,
        packageId: item.id,
        number: item.number,
        provision,
        announcement: windowOf(announcements.data?.items ?? [], item.id, provision.id, today),
      })),
  );
  // What is open now comes first; within that the order of the document stays.
  const sorted = rows.map((row, place) => ({ row, place }))
    .sort((a, b) => order[stateOf(a.row.announcement, today)] - order[stateOf(b.row.announcement, today)] || a.place - b.place)
    .map(({ row }) => row);
  const title = (row: Row) => <Link to={`/guides/${row.packageId}/${row.provision.id}`}>{row.provision.id} {text(row.provision.title)}</Link>;
  return (
    <div className="page">
      <div className="page-head"><h1>{t("nav.guides")}</h1></div>
      <p className="muted">{t("guide.intro")}</p>
      <div className="sheet">
        <Loadable query={announcements}>
          {() => sorted.length === 0 && !provisions.some((query) => query.isPending) ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("guide.none")} />
          ) : (
            <Table
              rowKey="key"
              dataSource={sorted}
              loading={packages.isPending || provisions.some((query) => query.isPending)}
              pagination={false}
              columns={wide
                ? [
                    { title: t("case.provision"), render: (_, row) => title(row) },
                    { title: t("guide.window"), render: (_, row) => <WindowTag announcement={row.announcement} today={today} /> },
                    { title: t("provision.lead"), render: (_, row) => units(row.provision.leads) },
                    { title: t("guide.policy"), dataIndex: "number" },
                  ]
                : [{ title: t("case.provision"), render: (_, row) => <>{title(row)}<div><WindowTag announcement={row.announcement} today={today} /></div><div className="muted">{units(row.provision.leads)}</div></> }]}
            />
          )}
        </Loadable>
      </div>
    </div>
  );
}
