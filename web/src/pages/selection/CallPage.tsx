// One call: for the public, for its organiser, for experts and for bidders, each as far as the service shows it.
import { useQuery } from "@tanstack/react-query";
import { Button, Tabs, Timeline } from "antd";
import { Link, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Call } from "../../api/types";
import { moment } from "../../app/format";
import { Failure, Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { bidName, may, needName, useAct, type Act } from "./act";
import { BidsTab } from "./BidsTab";
import { ContractsTab } from "./ContractsTab";
import { OverviewTab } from "./OverviewTab";
import { PanelTab } from "./PanelTab";
import { ReasonButton } from "./ReasonButton";
import { ResultTab } from "./ResultTab";
import { SeatsTab } from "./SeatsTab";
import { StageTag } from "./StageTag";
import "./selection.css";

export default function CallPage() {
  const { id = "" } = useParams();
  const call = useQuery({ queryKey: ["call", id], queryFn: () => request<Call>("GET", `/calls/${id}`) });
  return <div className="page"><Loadable query={call}>{(loaded) => <Loaded call={loaded} />}</Loadable></div>;
}

function Loaded({ call }: { call: Call }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  const act = useAct(call);
  const tabs = [
    ...(call.seats.length > 0 ? [{ key: "judge", label: t("calls.judge"), children: <SeatsTab call={call} act={act} /> }] : []),
    { key: "overview", label: t("calls.overview"), children: <OverviewTab call={call} act={act} /> },
    ...(call.bids.length > 0 && call.seats.length === 0 ? [{ key: "bids", label: t("calls.bids"), children: <BidsTab call={call} act={act} /> }] : []),
    ...(call.needs.some((need) => need.panel) ? [{ key: "panel", label: t("calls.panel"), children: <PanelTab call={call} act={act} /> }] : []),
    { key: "result", label: t("calls.result"), children: <ResultTab call={call} act={act} /> },
    ...(call.stage === "settled" && (call.officer || call.contracts.length > 0)
      ? [{ key: "contracts", label: t("calls.contracts"), children: <ContractsTab call={call} act={act} /> }] : []),
    { key: "history", label: t("calls.history"), children: <History call={call} /> },
  ];
  return (
    <>
      <div className="page-head">
        <h1>{text(call.title)} {call.year}</h1>
        <StageTag stage={call.stage} />
        <span className="muted">{call.reference}</span>
        <span className="grow" />
        <Link to="/calls">{t("nav.calls")}</Link>
      </div>
      <p className="muted">
        {t(call.mode === "best" ? "calls.best" : "calls.race")} · {t("calls.organiser")} {units([call.organiser])} · {t("calls.until")} {call.until}
        {call.closes && <> · {t("calls.notice")} {call.closes}</>}
        {call.provision && <> · <Link to={`/documents/${call.package}/provisions/${call.provision}`}>{t("case.provision")} {call.provision}</Link></>}
      </p>
      <Desk call={call} act={act} />
      <Tabs items={tabs} />
    </>
  );
}

/** The organiser's next steps. Those on one bid or one expert stand beside it. */
function Desk({ call, act }: { call: Call; act: Act }) {
  const { t, text } = useLanguage();
  const title = (kind: string) => ({
    bids_closed: { zh: "截止申报", en: "Close bids" }, drawn: { zh: "抽取评审专家", en: "Draw the panels" },
    sent_back: { zh: "退回偏离较大的评分", en: "Send back sheets far from the others" }, scoring_closed: { zh: "结束评分", en: "Close scoring" },
    minuted: { zh: "登记评审纪要", en: "Enter the minutes" }, published: { zh: "公示结果", en: "Publish the result" },
    settled: { zh: "确定结果", en: "Settle the result" }, cancelled: { zh: "终止遴选", en: "Cancel the call" },
  } as Record<string, { zh: string; en: string }>)[kind]!;
  const plain = (["bids_closed", "drawn", "scoring_closed", "published", "settled"] as const).filter((kind) => may(call, kind));
  const sendBack = may(call, "sent_back") && call.outliers > 0;
  if (plain.length === 0 && !sendBack && !may(call, "minuted") && !may(call, "cancelled")) return null;
  return (
    <div className="sheet no-print call-desk">
      {act.isError && <Failure error={act.error} />}
      <div className="call-actions">
        {sendBack && <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ kind: "sent_back" })}>{text(title("sent_back"))}</Button>}
        {plain.map((kind) => (
          <Button key={kind} type={sendBack ? "default" : "primary"} loading={act.isPending} onClick={() => act.mutate({ kind })}>{text(title(kind))}</Button>
        ))}
        {may(call, "minuted") && (
          <ReasonButton act={act} action={{ kind: "minuted" }} title={text(title("minuted"))}
            label={text({ zh: "纪要编号与内容", en: "Number and words of the minutes" })} button={{ type: "primary" }} />
        )}
        <span className="grow" />
        {may(call, "cancelled") && <ReasonButton act={act} action={{ kind: "cancelled" }} title={text(title("cancelled"))} button={{ danger: true }} />}
      </div>
      {call.stage === "scoring" && (
        <p className="muted" style={{ margin: "8px 0 0" }}>
          {call.outstanding.length > 0 ? t("calls.outstanding", { count: call.outstanding.length })
            : call.outliers > 0 ? t("calls.outliers", { count: call.outliers }) : t("calls.complete")}
        </p>
      )}
    </div>
  );
}

function History({ call }: { call: Call }) {
  const { text } = useLanguage();
  const units = useUnits();
  return (
    <div className="sheet">
      <Timeline
        items={call.timeline.map((entry) => ({
          content: (
            <>
              <strong>{text(entry.title)}</strong> <span className="muted">{moment(entry.at)}{entry.unit && ` · ${units([entry.unit])}`}</span>
              {(entry.bid || entry.need) && <div>{entry.bid ? bidName(call, entry.bid) : needName(call, entry.need)}</div>}
              {entry.reason && <div className="muted">{entry.reason}</div>}
            </>
          ),
        }))}
      />
    </div>
  );
}
