// How many subjects are due how much, and how many gain or lose how much, between round bounds.
import { useMemo } from "react";
import type { Simulation } from "../../api/types";
import { colours } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import { Chart } from "./Chart";
import { Figures } from "./Figures";
import { bars, pale, type Series } from "./charts";
import { compact } from "./lever";

interface Band { over_fen: number; up_to_fen: number | null }

function useBandName(): (band: Band) => string {
  const { t, language } = useLanguage();
  const bound = (fen: number) => compact(String(fen / 100), language);
  return (band) => (band.up_to_fen === null ? t("lab.band.over", { from: bound(band.over_fen) }) : t("lab.band.upTo", { to: bound(band.up_to_fen) }));
}

function Bands<T extends Band>({ title, label, bands, series }: { title: string; label: string; bands: T[]; series: (Omit<Series, "values"> & { of: (band: T) => number })[] }) {
  const { t } = useLanguage();
  const nameOf = useBandName();
  const option = useMemo(() => bars({
    names: bands.map(nameOf),
    unit: t("lab.subjectsUnit"),
    series: series.map(({ of, ...one }) => ({ ...one, values: bands.map(of) })),
    format: (value) => value.toLocaleString(),
  }), [bands, series, nameOf, t]);
  return (
    <section>
      <h3>{title}</h3>
      <Chart option={option} label={label} height={300} />
      <Figures<T>
        label={title}
        least={280}
        rowKey={(band) => String(band.up_to_fen)}
        dataSource={bands}
        columns={[
          { title: t("amount.unit"), render: (_, band) => nameOf(band) },
          ...series.map((one) => ({ title: one.name, key: one.name, align: "right" as const, render: (_: unknown, band: T) => one.of(band).toLocaleString() })),
        ]}
      />
    </section>
  );
}

export function DistributionView({ made }: { made: Simulation }) {
  const { t } = useLanguage();
  const changes = made.effects.distribution;
  return (
    <>
      <Bands
        title={t("lab.received")}
        label={t("lab.chart.received")}
        bands={made.received}
        series={[
          { name: t("lab.before"), colour: pale, of: (band) => band.before },
          { name: t("lab.after"), colour: colours.ink, of: (band) => band.after },
        ]}
      />
      {changes.length > 0 ? (
        <Bands
          title={t("lab.changes")}
          label={t("lab.chart.changes")}
          bands={changes}
          series={[
            { name: t("lab.winners"), colour: colours.due, of: (band) => band.winners },
            { name: t("lab.losers"), colour: colours.wait, of: (band) => band.losers },
          ]}
        />
      ) : <p>{t("lab.nobody")}</p>}
    </>
  );
}
