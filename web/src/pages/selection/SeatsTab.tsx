// The expert's desk: what one has agreed to judge, the bids without bidder and persons, one's own sheets.
import { Alert, Button, Collapse, Form, Input, InputNumber, Select, Tag } from "antd";
import type { Call, CallSeat } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { bidName, may, needName, type Act } from "./act";
import { ReasonButton } from "./ReasonButton";
import { BidValues } from "./values";

export function SeatsTab({ call, act }: { call: Call; act: Act }) {
  const { t } = useLanguage();
  return (
    <>
      <Alert type="info" showIcon title={t("calls.blind")} description={t("calls.scoresHidden")} style={{ marginBottom: 16 }} />
      {act.isError && <Failure error={act.error} />}
      {call.seats.map((seat) => <Seat key={seat.need} call={call} seat={seat} act={act} />)}
    </>
  );
}

function Seat({ call, seat, act }: { call: Call; seat: CallSeat; act: Act }) {
  const { t } = useLanguage();
  const judging = call.stage === "scoring";
  return (
    <section className="sheet">
      <h2>{needName(call, seat.need)}</h2>
      {judging && !seat.agreed && <p>{t("calls.agreeFirst")}</p>}
      {judging && (
        <div className="call-actions" style={{ marginBottom: 12 }}>
          {!seat.agreed && may(call, "agreed") && (
            <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ kind: "agreed", need: seat.need, expert: seat.expert })}>{t("calls.agree")}</Button>
          )}
          {may(call, "stepped_back") && (
            <ReasonButton act={act} action={{ kind: "stepped_back", need: seat.need, expert: seat.expert }} title={t("calls.stepBack")}
              read={(entered) => (entered.bid ? { bid: String(entered.bid) } : {})}>
              <Form.Item name="bid" label={t("calls.whichBid")}>
                <Select allowClear options={seat.sheets.map((sheet) => ({ value: sheet.bid, label: bidName(call, sheet.bid) }))} />
              </Form.Item>
            </ReasonButton>
          )}
        </div>
      )}
      <Collapse ghost items={seat.sheets.map((sheet) => ({
        key: sheet.bid,
        label: (
          <>
            <strong>{bidName(call, sheet.bid)}</strong>{" "}
            {sheet.total ? <Tag color="success">{t("calls.sheetDone", { total: sheet.total.shown })}</Tag> : <Tag>{t("calls.sheetOpen")}</Tag>}
            {sheet.sent_back && !sheet.answered && <Tag color="warning">{t("calls.sheetBack")}</Tag>}
          </>
        ),
        children: (
          <>
            <BidValues values={call.bids.find((bid) => bid.id === sheet.bid)?.values ?? null} />
            {judging && seat.agreed && <Sheet call={call} seat={seat} sheet={sheet} act={act} />}
          </>
        ),
      }))} />
    </section>
  );
}

function Sheet({ call, seat, sheet, act }: { call: Call; seat: CallSeat; sheet: CallSeat["sheets"][number]; act: Act }) {
  const { t, text } = useLanguage();
  const [form] = Form.useForm<{ scores: string[]; remark?: string }>();
  const back = sheet.sent_back && !sheet.answered;
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="call-sheet" initialValues={{ scores: sheet.scores ?? [], remark: back ? "" : sheet.remark }}
      onFinish={({ scores, remark }) =>
        act.mutate({ kind: "sheet_handed_in", need: seat.need, bid: sheet.bid, expert: seat.expert, scores: scores.map(String), ...(remark?.trim() ? { reason: remark.trim() } : {}) })}>
      {back && <Alert type="warning" showIcon title={t("calls.sheetBack")} />}
      <div className="call-scores">
        {call.rules.criteria.map((criterion, place) => (
          <Form.Item key={criterion.id} name={["scores", place]} label={`${text(criterion.title)}（0–${criterion.most}）`} rules={[{ required: true, message: t("session.required") }]}>
            <InputNumber<string> stringMode min="0" max={String(criterion.most)} precision={2} style={{ width: "100%" }} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="remark" label={t("calls.remark")} rules={back ? [{ required: true, whitespace: true, message: t("session.required") }] : []}>
        <Input.TextArea rows={2} maxLength={600} showCount />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={act.isPending}>{t("calls.handIn")}</Button>
    </Form>
  );
}
