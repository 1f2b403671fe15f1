// What each line contributes: bars that lie, the longest first, with its share of the whole.
import type { EntryValues, RegisterField } from "../../api/types";
import { decimal } from "../../app/format";
import { colours } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import { Chart } from "../lab/Chart";
import { bars } from "../lab/charts";

interface Props { field: RegisterField; chart: { label: string; amount: string }; lines: EntryValues[] }

const most = 20;

export default function LinesChart({ field, chart, lines }: Props) {
  const { text } = useLanguage();
  const amount = field.columns.find((column) => column.id === chart.amount);
  const labels = field.columns.find((column) => column.id === chart.label);
  const figures = lines
    .map((line) => ({ name: named(labels, line[chart.label], text), value: Number(line[chart.amount] ?? 0) }))
    .sort((a, b) => b.value - a.value);
  const whole = figures.reduce((sum, one) => sum + one.value, 0);
  const shown = figures.slice(0, most);
  const share = (value: number) => (whole > 0 ? ` (${((value / whole) * 100).toFixed(2)} %)` : "");
  const format = (value: number) => `${decimal(String(value))}${amount?.unit ? ` ${amount.unit}` : ""}${share(value)}`;
  const option = bars({
    names: shown.map((one) => one.name),
    series: [{ name: text(amount?.title), colour: colours.ink, values: shown.map((one) => one.value) }],
    lying: true,
    unit: amount?.unit ?? "",
    format,
  });
  const label = `${text(amount?.title)}: ${shown.map((one) => `${one.name} ${format(one.value)}`).join(", ")}`;
  return <Chart option={option} label={label} height={72 + shown.length * 38} />;
}

function named(column: RegisterField | undefined, value: unknown, text: (of: RegisterField["title"] | undefined) => string): string {
  const code = column?.codes?.find((one) => one.id === value);
  return code ? text(code.title) : String(value ?? "");
}
