// The policy lab: levers at one side, what they come to at the other, following the slider.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Select, Spin } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { BudgetFigures, Lab, Lever, Simulation, Trial } from "../../api/types";
import { moment, yuan } from "../../app/format";
import { Failure, Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { BudgetView, signed } from "./BudgetView";
import { DistributionView } from "./DistributionView";
import { DraftPicker } from "./DraftPicker";
import { EffectsView } from "./EffectsView";
import { LeverPanel } from "./LeverPanel";
import { LimitedView } from "./LimitedView";
import { ScenariosView } from "./ScenariosView";
import { Views } from "./Views";
import { useDrafts, useLabState, useLevers, useSimulation } from "./useLab";
import "./lab.css";

export default function LabPage() {
  const { t } = useLanguage();
  const lab = useLabState();
  return (
    <div className="page lab">
      <div className="page-head"><h1>{t("nav.lab")}</h1><span className="muted">{t("lab.about")}</span></div>
      <Loadable query={lab}>
        {(state) => {
          if (state.state === "preparing") return <div className="sheet lab-wait" aria-busy="true"><Spin /> <span aria-live="polite">{t("lab.preparing")}</span></div>;
          return state.state === "failed" ? <Failed lab={state} /> : <Workbench lab={state} />;
        }}
      </Loadable>
    </div>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => request<Lab>("POST", "/lab/refresh"), onSuccess: () => client.invalidateQueries({ queryKey: ["lab"], exact: true }) });
}

function Failed({ lab }: { lab: Lab }) {
  const { t, text } = useLanguage();
  const refresh = useRefresh();
  return <Alert type="error" showIcon role="alert" title={t("lab.failed")} description={text(lab.failure)} action={<Button size="small" loading={refresh.isPending} onClick={() => refresh.mutate()}>{t("lab.refresh")}</Button>} />;
}

function Workbench({ lab }: { lab: Lab }) {
  const { t, text } = useLanguage();
  const refresh = useRefresh();
  const [trial, setTrial] = useState<Trial>({ package: lab.packages[0]?.id ?? "", settings: [] });
  const [view, setView] = useState("budget");
  const draft = trial.draft ?? "";
  const levers = useLevers(trial.package, draft);
  const draftPackage = useDrafts().data?.find((one) => one.id === draft)?.package;
  const simulation = useSimulation(trial, lab.as_of ?? "");
  const made = simulation.data;
  const change = (part: Partial<Trial>) => setTrial((before) => ({ ...before, ...part }));
  const set = (lever: string, value: string | undefined) =>
    setTrial((before) => {
      const others = before.settings.filter((one) => one.lever !== lever);
      return { ...before, settings: value === undefined ? others : [...others, { lever, value }] };
    });
  return (
    <>
      <div className="lab-head">
        <label className="lab-choice">
          <span>{t("lab.policy")}</span>
          <Select
            aria-label={t("lab.policy")}
            className="lab-policy"
            value={trial.package}
            onChange={(id: string) => change({ package: id, draft: undefined, settings: [] })}
            options={lab.packages.map((one) => ({ value: one.id, label: `${one.number} ${text(one.title)}` }))}
          />
        </label>
        <DraftPicker lab={lab} policy={trial.package} chosen={draft} choose={(id) => change({ draft: id === "" ? undefined : id, settings: [] })} />
        <span className="muted">
          {t("lab.population", { subjects: lab.subjects.toLocaleString(), source: t(`lab.population.${lab.population}`), on: lab.on, at: lab.as_of ? moment(lab.as_of) : "—" })}
          {lab.set_aside > 0 && ` · ${t("lab.setAside", { count: lab.set_aside })}`}
        </span>
        <Button size="small" loading={refresh.isPending} onClick={() => refresh.mutate()}>{t("lab.refresh")}</Button>
      </div>
      <div className="lab-body">
        <Loadable query={levers}>
          {(list: Lever[]) => <LeverPanel drafted={draft !== ""} levers={list} settings={trial.settings} set={set} reset={() => change({ settings: [] })} />}
        </Loadable>
        <section className="sheet lab-results" aria-label={t("lab.results")}>
          {simulation.isError && <Failure error={simulation.error} />}
          {!made && simulation.isPending && <p aria-busy="true"><Spin /> {t("lab.computing")}</p>}
          {made && (
            <>
              <Summary made={made} busy={simulation.isFetching} />
              <Views
                label={t("lab.results")}
                shown={view}
                show={setView}
                views={[
                  { key: "budget", label: t("lab.tab.budget"), content: () => <BudgetView made={made} packages={lab.packages} changed={[trial.package, draftPackage]} /> },
                  { key: "effects", label: t("lab.tab.effects"), content: () => <EffectsView made={made} lab={lab} by={trial.by ?? ""} setBy={(by) => change({ by: by === "" ? undefined : by })} /> },
                  { key: "distribution", label: t("lab.tab.distribution"), content: () => <DistributionView made={made} /> },
                  { key: "limited", label: t("lab.tab.limited"), content: () => <LimitedView made={made} lab={lab} trial={trial} change={change} /> },
                  { key: "scenarios", label: t("lab.tab.scenarios"), content: () => <ScenariosView lab={lab} trial={trial} open={(opened) => { setTrial(opened); setView("budget"); }} /> },
                ]}
              />
            </>
          )}
        </section>
      </div>
    </>
  );
}

function Summary({ made, busy }: { made: Simulation; busy: boolean }) {
  const { t } = useLanguage();
  const money = (name: string, before: number, after: number) => (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="lab-figure amount">{yuan(after)}</span>
        <span className="muted">{before === after ? t("lab.same") : `${signed(after - before)} · ${t("lab.from", { value: yuan(before) })}`}</span>
      </dd>
    </div>
  );
  const moved = (name: string, count: number, fen: number) => (
    <div>
      <dt>{name}</dt>
      <dd><span className="lab-figure amount">{t("lab.subjectsCount", { count: count.toLocaleString() })}</span><span className="muted amount">{yuan(fen)}</span></dd>
    </div>
  );
  return (
    <div aria-busy={busy}>
      <dl className="lab-summary" aria-live="polite">
        {money(t("lab.certain"), made.before.least_fen, made.after.least_fen)}
        {money(t("lab.atMost"), made.before.greatest_fen, made.after.greatest_fen)}
        {moved(t("lab.winners"), made.effects.winners, made.effects.gains_fen)}
        {moved(t("lab.losers"), made.effects.losers, made.effects.losses_fen)}
      </dl>
      <Unbounded after={made.after} />
    </div>
  );
}

function Unbounded({ after }: { after: BudgetFigures }) {
  const { t } = useLanguage();
  return after.unbounded > 0 ? <p className="muted">{t("lab.unboundedMore", { count: after.unbounded.toLocaleString() })}</p> : null;
}
