// Contracts with those selected: concluded, stage by stage judged, changed, accepted or ended.
import { Alert, Button, Empty, Form, Input, Tag } from "antd";
import { useState } from "react";
import type { Call, CallContract } from "../../api/types";
import { yuan } from "../../app/format";
import { Failure } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { bidName, may, type Act } from "./act";
import { ReasonButton } from "./ReasonButton";
import { TermsDialog } from "./TermsDialog";

export function ContractsTab({ call, act }: { call: Call; act: Act }) {
  const { t } = useLanguage();
  const [concluding, setConcluding] = useState<string | null>(null);
  const contracted = new Set(call.contracts.map((one) => one.bid));
  const waiting = call.needs.flatMap((need) => (need.ranking ?? []).filter((one) => one.standing === "winner" && !contracted.has(one.bid)));
  return (
    <>
      {act.isError && !concluding && <Failure error={act.error} />}
      {call.officer && waiting.length > 0 && (
        <section className="sheet">
          <h2>{t("calls.winners")}</h2>
          <ul className="call-needs">
            {waiting.map((one) => (
              <li key={one.bid}>
                <strong>{bidName(call, one.bid)}</strong> <span className="muted">{call.bids.find((bid) => bid.id === one.bid)?.bidder}</span>
                <div className="call-actions" style={{ marginTop: 8 }}>
                  {may(call, "contracted") && <Button size="small" type="primary" onClick={() => { act.reset(); setConcluding(one.bid); }}>{t("calls.contract")}</Button>}
                  {may(call, "declined") && <ReasonButton act={act} action={{ kind: "declined", bid: one.bid }} title={t("calls.decline")} button={{ size: "small" }} />}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {call.contracts.length === 0 && waiting.length === 0 && <div className="sheet"><Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("calls.noContracts")} /></div>}
      {call.contracts.map((one) => <Contract key={one.bid} call={call} contract={one} act={act} />)}
      {concluding && <TermsDialog call={call} bid={concluding} act={act} close={() => setConcluding(null)} />}
    </>
  );
}

const colours: Record<string, string> = { running: "processing", accepted: "success", converted: "success", settled: "default", failed: "error", eliminated: "error", outrun: "default" };

function Contract({ call, contract, act }: { call: Call; contract: CallContract; act: Act }) {
  const { t, text } = useLanguage();
  const [changing, setChanging] = useState(false);
  const bid = call.bids.find((one) => one.id === contract.bid);
  const running = contract.end === "running";
  const next = contract.stages.find((stage) => stage.standing === "planned")?.id;
  const money = call.rules.stage_money;
  return (
    <section className="sheet">
      <h2>{bidName(call, contract.bid)} <Tag color={colours[contract.end] ?? "default"}>{text(contract.end_title)}</Tag></h2>
      <p className="muted">{bid?.bidder} · {t("calls.number")} {contract.number} · {contract.signed}{contract.end_reason && ` · ${contract.end_reason}`}</p>
      {contract.asked && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t("calls.changeAsked", { reason: contract.asked_reason })}
        description={
          <>
            <ul>{contract.asked.stages.map((stage) => <li key={stage.id}>{stage.title} · {stage.due}{stage.fen > 0 && ` · ${yuan(stage.fen)}`}</li>)}</ul>
            {may(call, "change_answered") && (
              <div className="call-actions">
                <ReasonButton act={act} action={{ kind: "change_answered", bid: contract.bid, upheld: true }} title={t("calls.approveChange")} button={{ size: "small", type: "primary" }} />
                <ReasonButton act={act} action={{ kind: "change_answered", bid: contract.bid, upheld: false }} title={t("calls.refuseChange")} button={{ size: "small" }} />
              </div>
            )}
          </>
        } />}
      <Rows size="small" rowKey="id" pagination={false} dataSource={contract.stages} scroll={{ x: "max-content" }}
        columns={[
          { title: t("calls.stageTitle"), render: (_, stage) => <>{stage.title}{stage.condition && <div className="muted">{stage.condition}</div>}</> },
          { title: t("calls.due"), dataIndex: "due" },
          ...(money ? [{ title: t("calls.money"), align: "right" as const, render: (_: unknown, stage: CallContract["stages"][number]) => <span className="amount">{yuan(stage.fen)}</span> }] : []),
          {
            title: t("calls.standing"),
            render: (_, stage) =>
              stage.standing === "planned" ? (
                running && stage.id === next && may(call, "judged") && !contract.asked ? (
                  <span className="call-actions">
                    <ReasonButton act={act} action={{ kind: "judged", bid: contract.bid, stage: stage.id, upheld: true }} title={t("calls.pass")} button={{ size: "small", type: "primary" }} />
                    <ReasonButton act={act} action={{ kind: "judged", bid: contract.bid, stage: stage.id, upheld: false }} title={t("calls.fail")} button={{ size: "small", danger: true }} />
                  </span>
                ) : <Tag>{t("calls.planned")}</Tag>
              ) : <><Tag color={stage.standing === "passed" ? "success" : "error"}>{t(stage.standing === "passed" ? "calls.pass" : "calls.fail")}</Tag><span className="muted">{stage.on} {stage.reason}</span></>,
          },
        ]} />
      {money && <p>{t("calls.granted")} <strong className="amount">{yuan(contract.granted_fen)}</strong>{contract.to_claw_back_fen > 0 && <> · {t("calls.toClawBack")} <strong className="amount">{yuan(contract.to_claw_back_fen)}</strong></>}</p>}
      {contract.conversion && <Alert type="success" showIcon title={t("calls.converted", {
        shares: contract.conversion.shares, price: contract.conversion.price, converted: yuan(contract.conversion.converted_fen), remainder: yuan(contract.conversion.remainder_fen),
      })} />}
      {contract.settlement_fen !== null && <Alert type="info" showIcon title={t("calls.settlement", { amount: yuan(contract.settlement_fen) })} />}
      {running && (
        <div className="call-actions" style={{ marginTop: 12 }}>
          {may(call, "examined") && !next && <ReasonButton act={act} action={{ kind: "examined", bid: contract.bid, upheld: true }} title={t("calls.accept")} button={{ type: "primary" }} />}
          {may(call, "examined") && <ReasonButton act={act} action={{ kind: "examined", bid: contract.bid, upheld: false }} title={t("calls.refuse")} button={{ danger: true }} />}
          {may(call, "eliminated") && call.mode === "race" && <ReasonButton act={act} action={{ kind: "eliminated", bid: contract.bid }} title={t("calls.eliminate")} button={{ danger: true }} />}
          {may(call, "converted") && contract.discount_basis_points !== null && (
            <ReasonButton act={act} action={{ kind: "converted", bid: contract.bid }} title={t("calls.convert")} read={(entered) => ({ price: String(entered.price).trim() })}>
              <Form.Item name="price" label={t("calls.price")} rules={[{ required: true, message: t("session.required") }]}><Input inputMode="decimal" /></Form.Item>
            </ReasonButton>
          )}
          {may(call, "bought_back") && contract.discount_basis_points !== null && <ReasonButton act={act} action={{ kind: "bought_back", bid: contract.bid }} title={t("calls.settle")} />}
          {bid?.own && may(call, "change_asked") && !contract.asked && next && <Button onClick={() => { act.reset(); setChanging(true); }}>{t("calls.askChange")}</Button>}
        </div>
      )}
      {changing && <TermsDialog call={call} bid={contract.bid} act={act} contract={contract} close={() => setChanging(false)} />}
    </section>
  );
}
