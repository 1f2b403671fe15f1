// A budget that may be too short, allocated in three ways.
import { Input, Select } from "antd";
import { useMemo, useState } from "react";
import type { Lab, Simulation, Trial } from "../../api/types";
import { parseYuan, yuan } from "../../app/format";
import { colours } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import { Chart } from "./Chart";
import { Figures } from "./Figures";
import { bars, pale } from "./charts";

interface Props { made: Simulation; lab: Lab; trial: Trial; change: (part: Partial<Trial>) => void }

export function LimitedView({ made, lab, trial, change }: Props) {
  const { t, text } = useLanguage();
  const [typed, setTyped] = useState(trial.budget_fen === undefined ? "" : yuan(trial.budget_fen));
  const bad = typed.trim() !== "" && parseYuan(typed) === null;
  const enter = (next: string) => {
    setTyped(next);
    const fen = parseYuan(next);
    if (fen !== null || next.trim() === "") change({ budget_fen: fen ?? undefined });
  };
  const orders = lab.facts.filter((fact) => fact.orders).map((fact) => ({ value: fact.name, label: text(fact.title) }));
  const choice = (label: string, none: string, value: string | undefined, set: (fact: string | undefined) => void) => (
    <label className="lab-choice">
      <span>{label}</span>
      <Select aria-label={label} style={{ minWidth: 200 }} value={value ?? ""} onChange={(fact: string) => set(fact || undefined)} options={[{ value: "", label: none }, ...orders]} />
    </label>
  );
  const rules = made.limited;
  const option = useMemo(() => bars({
    names: rules.map((one) => t(`lab.rule.${one.rule}`)),
    lying: true,
    unit: t("lab.subjectsUnit"),
    series: [
      { name: t("lab.inFull"), colour: colours.ink, values: rules.map((one) => one.in_full), stack: "all" },
      { name: t("lab.inPart"), colour: pale, values: rules.map((one) => one.in_part), stack: "all" },
      { name: t("lab.nothing"), colour: colours.line, values: rules.map((one) => one.nothing), stack: "all" },
    ],
    format: (value) => value.toLocaleString(),
  }), [rules, t]);
  const enough = rules.length > 0 && rules.every((one) => one.given_fen === one.demanded_fen);
  return (
    <>
      <p className="muted">{t("lab.limitedHow")}</p>
      <div className="lab-choices">
        <label className="lab-choice">
          <span>{t("lab.budget")}</span>
          <Input aria-label={t("lab.budget")} inputMode="decimal" style={{ width: 200 }} placeholder={t("lab.budgetHint")} status={bad ? "error" : ""} value={typed} onChange={(event) => enter(event.target.value)} />
        </label>
        {choice(t("lab.queueBy"), t("lab.queueDefault"), trial.queue_by, (fact) => change({ queue_by: fact }))}
        {choice(t("lab.rankBy"), t("lab.rankNone"), trial.rank_by, (fact) => change({ rank_by: fact }))}
      </div>
      {bad && <p role="alert" className="lab-bad">{t("lab.badBudget")}</p>}
      {enough && <p>{t("lab.enough")}</p>}
      {rules.length > 0 && <Chart option={option} label={t("lab.chart.limited")} height={72 + rules.length * 44} />}
      {rules.length > 0 && (
        <Figures
          label={t("lab.tab.limited")}
          least={640}
          rowKey="rule"
          dataSource={rules}
          columns={[
            { title: t("lab.rule"), render: (_, one) => t(`lab.rule.${one.rule}`) },
            { title: t("lab.demanded"), align: "right", render: (_, one) => <span className="amount">{yuan(one.demanded_fen)}</span> },
            { title: t("lab.given"), align: "right", render: (_, one) => <span className="amount">{yuan(one.given_fen)}</span> },
            { title: t("lab.inFull"), align: "right", dataIndex: "in_full" },
            { title: t("lab.inPart"), align: "right", dataIndex: "in_part" },
            { title: t("lab.nothing"), align: "right", dataIndex: "nothing" },
            { title: t("lab.median"), align: "right", render: (_, one) => <span className="amount">{yuan(one.quantiles.find((each) => each.percent === 50)?.fen ?? 0)}</span> },
          ]}
        />
      )}
    </>
  );
}
