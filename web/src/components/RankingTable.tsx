// Those to whom a ranked provision is due, the first first.
import type { Ranking } from "../api/types";
import { decimal } from "../app/format";
import { Rows } from "./Rows";
import { useLanguage } from "../i18n/language";

export function RankingTable({ ranking }: { ranking: Ranking }) {
  const { t, text } = useLanguage();
  return (
    <section className="ranking">
      <h3>{t("ranking.title", { provision: ranking.provision })}</h3>
      <Rows
        size="small"
        rowKey={(place) => place.identity + place.event}
        dataSource={ranking.places}
        pagination={false}
        scroll={{ x: 480 }}
        columns={[
          { title: t("ranking.place"), render: (_, one) => one.place ?? t("ranking.noPlace") },
          { title: t("ranking.who"), render: (_, one) => <>{one.label}<div className="muted">{one.identity}</div></> },
          ...ranking.by.map((key, at) => ({
            title: text(key.title),
            align: "right" as const,
            render: (_: unknown, one: Ranking["places"][number]) => <span className="amount">{decimal(one.values[at] ?? "—")}</span>,
          })),
        ]}
      />
    </section>
  );
}
