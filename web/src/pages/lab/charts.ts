// What the charts of the lab look like: bars, now pale and changed dark, gains green and losses ochre (red is for
// refusals). Figures are drawn in ten thousand yuan; what is read stands in the tables.
import type { EChartsCoreOption } from "echarts/core";
import { colours, sans } from "../../app/theme";

export const pale = "#9fb3c8";
export const open = "#d3dbe4"; // what is not decided
const fenPerTenThousand = 1_000_000;
export const tenThousand = (fen: number) => fen / fenPerTenThousand;

export interface Series { name: string; colour: string; values: number[]; stack?: string }

interface Bars {
  names: string[];
  series: Series[];
  /** Bars lie, names at their left; else they stand. */
  lying?: boolean;
  /** Of the values, beside their axis. */
  unit: string;
  format: (value: number) => string;
}

const still = () => typeof matchMedia !== "undefined" && matchMedia("(prefers-reduced-motion: reduce)").matches;

export function bars({ names, series, lying = false, unit, format }: Bars): EChartsCoreOption {
  const category = {
    type: "category",
    data: names,
    inverse: lying,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.text, fontSize: 13, ...(lying ? { width: 132, overflow: "truncate" } : { interval: 0, rotate: names.length > 8 ? 40 : 0 }) },
  };
  const value = {
    type: "value",
    name: unit,
    nameGap: lying ? 8 : 12,
    nameTextStyle: { color: colours.muted, fontSize: 12 },
    axisLabel: { color: colours.muted, fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
    splitNumber: 4,
  };
  return {
    animation: !still(),
    animationDuration: 200,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: sans },
    grid: { left: 8, right: lying ? Math.max(44, 12 + 7 * unit.length) : 16, top: lying ? 40 : 64, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, icon: "rect", textStyle: { color: colours.text, fontSize: 13 } },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (shown: unknown) => format(Number(shown)), confine: true },
    xAxis: lying ? value : category,
    yAxis: lying ? category : value,
    series: series.map((one) => ({
      type: "bar",
      name: one.name,
      data: one.values,
      itemStyle: { color: one.colour },
      barMaxWidth: 22,
      barGap: "10%",
      ...(one.stack ? { stack: one.stack } : {}),
    })),
  };
}
