// Spot checks of paid cases: opened with a committed seed, drawn, inspected.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, DatePicker, Empty, Form, Input, Radio, Select, Space, Tag } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { SpotCheck, SpotCheckCase, SpotCheckDraw, SpotCheckList } from "../../api/types";
import { yuan } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { drawFits } from "./verify";

const colours = { "": "default", ok: "success", remark: "warning", claw_back: "error" } as const;
const results = ["ok", "remark", "claw_back"] as const;

export default function SpotChecksPage() {
  const { t } = useLanguage();
  const [opening, setOpening] = useState(false);
  const found = useQuery({ queryKey: ["spot-checks"], queryFn: () => request<SpotCheckList>("GET", "/spot-checks") });
  return (
    <div className="page">
      <Loadable query={found}>
        {({ items, choices }) => (
          <>
            <div className="page-head">
              <h1>{t("spot.title")}</h1>
              <span className="grow" />
              {choices.length > 0 && <Button type="primary" onClick={() => setOpening(true)}>{t("spot.open")}</Button>}
            </div>
            <p className="muted">{t("spot.intro")}</p>
            {items.length === 0 && <div className="sheet"><Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("spot.none")} /></div>}
            {items.map((check) => <CheckSheet key={check.id} check={check} />)}
            {opening && <OpenDialog choices={choices} close={() => setOpening(false)} />}
          </>
        )}
      </Loadable>
    </div>
  );
}

function CheckSheet({ check }: { check: SpotCheck }) {
  const { t } = useLanguage();
  const units = useUnits();
  const client = useQueryClient();
  const [recording, setRecording] = useState<SpotCheckCase | null>(null);
  const draw = useMutation({
    mutationFn: () => request<SpotCheckList>("POST", `/spot-checks/${check.id}/draw`, {}),
    onSuccess: (now) => client.setQueryData(["spot-checks"], now),
  });
  const verify = useMutation({ mutationFn: async () => drawFits(await request<SpotCheckDraw>("GET", `/spot-checks/${check.id}/draw`)) });
  const all = useQuery({
    queryKey: ["spot-check-draw", check.id, check.drawn],
    queryFn: () => request<SpotCheckDraw>("GET", `/spot-checks/${check.id}/draw`),
  });
  const count = all.data?.cases.length ?? check.cases.length;
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2>{t("spot.number", { n: check.number })} · {units([check.unit])}</h2>
      <p>{t("spot.about", { from: check.from, to: check.to, all: count, wanted: check.wanted, share: check.share })}</p>
      <p className="muted" style={{ overflowWrap: "anywhere" }}>
        {t("spot.commitment")}: {check.commitment}
        {check.seed && <><br />{t("spot.seed")}: {check.seed}</>}
      </p>
      {draw.isError && <Failure error={draw.error} />}
      {!check.drawn && <p>{t("spot.waiting", { all: count })}</p>}
      {check.may_draw && <Button type="primary" loading={draw.isPending} onClick={() => draw.mutate()}>{t("spot.draw")}</Button>}
      {check.drawn && (
        <>
          <Rows
            rowKey="case_id"
            dataSource={check.cases}
            pagination={check.cases.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: 760 }}
            columns={[
              { title: t("case.reference"), render: (_, row) => <Link to={`/cases/${row.case_id}`}>{row.reference}</Link> },
              { title: t("case.subject"), dataIndex: "subject_name" },
              { title: t("case.amountYuan"), align: "right", render: (_, row) => <span className="amount">{yuan(row.paid_fen)}</span> },
              { title: t("spot.inspector"), dataIndex: "inspector" },
              { title: t("spot.result"), render: (_, row) => <><Tag color={colours[row.result]}>{t(`spot.result.${row.result}`)}</Tag>{row.remark && <div className="muted">{row.remark}</div>}</> },
              { key: "record", render: (_, row) => row.mine && <Button size="small" onClick={() => setRecording(row)}>{t("spot.record")}</Button> },
            ]}
          />
          <Space style={{ marginTop: 8 }} wrap>
            <Button onClick={() => verify.mutate()} loading={verify.isPending}>{t("spot.verify")}</Button>
            {verify.isSuccess && <Alert type={verify.data ? "success" : "error"} showIcon title={t(verify.data ? "spot.right" : "spot.wrong")} />}
          </Space>
        </>
      )}
      {recording && <RecordDialog check={check} item={recording} close={() => setRecording(null)} />}
    </section>
  );
}

function RecordDialog({ check, item, close }: { check: SpotCheck; item: SpotCheckCase; close: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<{ result: (typeof results)[number]; remark: string }>();
  const result = Form.useWatch("result", form);
  const record = useMutation({
    mutationFn: (body: { result: string; remark: string }) => request<void>("POST", `/spot-checks/${check.id}/cases/${item.case_id}`, { body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["spot-checks"] });
      close();
    },
  });
  return (
    <Dialog open title={`${t("spot.record")} · ${item.reference}`} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={record.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => record.mutate(entered), () => undefined)}>
      {record.isError && <Failure error={record.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ result: item.result || "ok", remark: item.remark }}>
        <Form.Item name="result" label={t("spot.result")}>
          <Radio.Group><Space orientation="vertical">{results.map((one) => <Radio key={one} value={one}>{t(`spot.result.${one}`)}</Radio>)}</Space></Radio.Group>
        </Form.Item>
        <Form.Item name="remark" label={t("spot.remark")} rules={result === "ok" ? [] : [{ required: true, whitespace: true, message: t("session.required") }]}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}

function OpenDialog({ choices, close }: { choices: SpotCheckList["choices"]; close: () => void }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  const client = useQueryClient();
  const [form] = Form.useForm<{ choice: number; period: [Dayjs, Dayjs] }>();
  const open = useMutation({
    mutationFn: ({ choice, period }: { choice: number; period: [Dayjs, Dayjs] }) =>
      request<SpotCheckList>("POST", "/spot-checks", {
        body: { package: choices[choice]!.package, unit: choices[choice]!.unit, from: period[0].format("YYYY-MM-DD"), to: period[1].format("YYYY-MM-DD") },
      }),
    onSuccess: (now) => {
      client.setQueryData(["spot-checks"], now);
      close();
    },
  });
  return (
    <Dialog open title={t("spot.open")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={open.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => open.mutate(entered), () => undefined)}>
      {open.isError && <Failure error={open.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ choice: 0 }}>
        <Form.Item name="choice" label={t("spot.policy")}>
          <Select options={choices.map((one, i) => ({ value: i, label: `${text(one.title)} · ${units([one.unit])}` }))} />
        </Form.Item>
        <Form.Item name="period" label={t("spot.period")} rules={[{ required: true, message: t("session.required") }]}>
          <DatePicker.RangePicker style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
