// Opening a call: which competition, in which mode, until when. The seed is made and committed by the service.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { DatePicker, Form, InputNumber, Radio, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { request } from "../../api/client";
import type { Call, Selection } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

interface Entered { selection: string; mode: "best" | "race"; until: Dayjs; places?: number; needs?: string[] }

export function OpenCallDialog({ selections, close }: { selections: Selection[]; close: () => void }) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Entered>();
  const [key] = useState(() => crypto.randomUUID());
  const keyOf = (one: Selection) => `${one.package}/${one.id}`;
  const selection = Form.useWatch("selection", form);
  const chosen = selections.find((one) => keyOf(one) === selection);
  const needs = useQuery({
    queryKey: ["needs", chosen?.package, chosen?.needs],
    queryFn: () => request<{ entries: { id: string; title: string }[] }>("GET", `/registers/${chosen!.package}/${chosen!.needs}/entries`, { query: { limit: 200 } }),
    enabled: Boolean(chosen?.needs),
  });
  const open = useMutation({
    mutationFn: (entered: Entered) =>
      request<Call>("POST", "/calls", {
        idempotencyKey: key,
        body: {
          package: chosen!.package, selection: chosen!.id, mode: entered.mode, until: entered.until.format("YYYY-MM-DD"),
          ...(entered.places ? { places: entered.places } : {}),
          ...(entered.needs?.length ? { needs: entered.needs } : {}),
        },
      }),
    onSuccess: (call) => {
      client.setQueryData(["call", call.id], call);
      void client.invalidateQueries({ queryKey: ["calls"] });
      navigate(`/calls/${call.id}`);
    },
  });
  const required = { required: true, message: t("session.required") };
  return (
    <Dialog open title={t("calls.open")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={open.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => open.mutate(entered), () => undefined)}>
      {open.isError && <Failure error={open.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ selection: selections[0] && keyOf(selections[0]), mode: selections[0]?.modes[0] }}>
        <Form.Item name="selection" label={t("calls.competition")} rules={[required]}>
          <Select options={selections.map((one) => ({ value: keyOf(one), label: text(one.title) }))}
            onChange={(value: string) => form.setFieldValue("mode", selections.find((one) => keyOf(one) === value)?.modes[0])} />
        </Form.Item>
        <Form.Item name="mode" label={t("calls.mode")} rules={[required]}>
          <Radio.Group options={(chosen?.modes ?? []).map((mode) => ({ value: mode, label: t(mode === "best" ? "calls.best" : "calls.race") }))} />
        </Form.Item>
        <Form.Item name="until" label={t("calls.until")} rules={[required]}><DatePicker style={{ width: "100%" }} /></Form.Item>
        {chosen && chosen.needs !== "" && (
          <Form.Item name="needs" label={t("calls.needs")} extra={t("calls.needsAll")}>
            <Select mode="multiple" optionFilterProp="label" loading={needs.isFetching} options={(needs.data?.entries ?? []).map((need) => ({ value: need.id, label: need.title }))} />
          </Form.Item>
        )}
        {chosen && chosen.needs === "" && (
          <Form.Item name="places" label={t("calls.places")} rules={[required]}><InputNumber min={1} max={50} precision={0} style={{ width: "100%" }} /></Form.Item>
        )}
      </Form>
    </Dialog>
  );
}
