// The panels: who was drawn in which order, who could not sit and why, who has agreed.
import { Button, Collapse, Tag } from "antd";
import type { Call, CallNeed } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { may, type Act } from "./act";
import { ReasonButton } from "./ReasonButton";

export function PanelTab({ call, act }: { call: Call; act: Act }) {
  return (
    <>
      {act.isError && <Failure error={act.error} />}
      {call.needs.map((need) => (need.panel ? <PanelOfNeed key={need.id} call={call} need={need} act={act} /> : null))}
    </>
  );
}

function PanelOfNeed({ call, need, act }: { call: Call; need: CallNeed; act: Act }) {
  const { t, text } = useLanguage();
  const panel = need.panel!;
  const sitting = panel.members.filter((member) => member.standing !== "left");
  const left = (expert: string) => call.outstanding.filter((one) => one.need === need.id && one.expert === expert).length;
  return (
    <section className="sheet">
      <h2>{need.name}</h2>
      <Rows size="small" rowKey="expert" pagination={false} dataSource={panel.members} scroll={{ x: "max-content" }}
        columns={[
          { title: t("calls.expert"), render: (_, member) => <>{member.name || member.expert.slice(-6)} {call.officer && !member.signs_in && <Tag color="warning">{t("calls.noAccount")}</Tag>}</> },
          {
            title: t("calls.standing"),
            render: (_, member) => (
              <>
                <Tag color={member.standing === "agreed" ? "success" : member.standing === "left" ? "error" : "default"}>{t(`calls.${member.standing}`)}</Tag>
                {member.reason && <span className="muted">{member.reason}</span>}
              </>
            ),
          },
          ...(call.officer && call.stage === "scoring" ? [{
            title: t("calls.progress"),
            render: (_: unknown, member: (typeof panel.members)[number]) =>
              member.standing === "left" ? null : left(member.expert) === 0 ? "✓" : t("calls.outstanding", { count: left(member.expert) }),
          }] : []),
          ...(may(call, "dismissed") ? [{
            title: "",
            render: (_: unknown, member: (typeof panel.members)[number]) =>
              member.standing === "left" ? null : (
                <ReasonButton act={act} action={{ kind: "dismissed", need: need.id, expert: member.expert }} title={t("calls.dismiss")} button={{ size: "small" }} />
              ),
          }] : []),
        ]} />
      {may(call, "replaced") && sitting.length < call.rules.panel.size && (
        <Button style={{ marginTop: 12 }} type="primary" loading={act.isPending} onClick={() => act.mutate({ kind: "replaced", need: need.id })}>{t("calls.replace")}</Button>
      )}
      <Collapse ghost style={{ marginTop: 8 }} items={[
        {
          key: "passed",
          label: `${t("calls.passedOver")}（${panel.passed_over.length}）`,
          children: panel.passed_over.length === 0 ? <span className="muted">{t("calls.noPassedOver")}</span> : (
            <ul>
              {panel.passed_over.map((one) => (
                <li key={one.expert + one.bid + one.reason.zh}>{one.name || one.expert.slice(-6)}：{text(one.reason)} <span className="muted">{one.bid_name}</span></li>
              ))}
            </ul>
          ),
        },
        { key: "order", label: t("calls.order"), children: <ol className="call-order">{panel.order.map((id) => <li key={id}><code>{id}</code></li>)}</ol> },
      ]} />
    </section>
  );
}
