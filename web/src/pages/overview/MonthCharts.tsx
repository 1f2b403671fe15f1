// The year month by month: cases opened, money paid. The figures stand beneath.
import { useMemo } from "react";
import type { Overview } from "../../api/types";
import { yuan } from "../../app/format";
import { colours } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import { Chart } from "../lab/Chart";
import { bars, tenThousand } from "../lab/charts";

export function MonthCharts({ made }: { made: Overview }) {
  const { t } = useLanguage();
  const names = useMemo(() => made.months.map((_, index) => t("overview.month", { month: index + 1 })), [made, t]);
  const opened = useMemo(() => bars({
    names,
    unit: t("overview.casesUnit"),
    series: [{ name: t("overview.opened"), colour: colours.ink, values: made.months.map((one) => one.opened) }],
    format: (value) => value.toLocaleString(),
  }), [made, names, t]);
  const paid = useMemo(() => bars({
    names,
    unit: t("lab.inTenThousand"),
    series: [{ name: t("overview.paid"), colour: colours.due, values: made.months.map((one) => tenThousand(one.paid_fen)) }],
    format: (value) => `${value.toLocaleString()} ${t("lab.inTenThousand")}`,
  }), [made, names, t]);
  return (
    <>
      <div className="overview-charts">
        <Chart option={opened} label={t("overview.opened")} height={240} />
        <Chart option={paid} label={t("overview.paid")} height={240} />
      </div>
      <table className="overview-months">
        <thead><tr><th>{t("overview.monthColumn")}</th><th>{t("overview.opened")}</th><th>{t("overview.paid")}</th></tr></thead>
        <tbody>{made.months.map((one, index) => <tr key={names[index]}><th scope="row">{names[index]}</th><td>{one.opened}</td><td>{yuan(one.paid_fen)}</td></tr>)}</tbody>
      </table>
    </>
  );
}
