// Proposing an order: what it is about decides what is asked for.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Appropriation, Order, Orders } from "../../api/types";
import { parseYuan, yuan } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { usePolicyNumber } from "../../components/policies";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

type Kind = Order["kind"];
interface Entered { kind: Kind; line?: string; to?: string; commitment?: string; demand?: string; amount: string; reason: string; document?: string }

const lineOf = (value?: string) => (value ? (JSON.parse(value) as Order["line"]) : undefined);

export function OrderDialog({ orders, lines, close }: { orders: Orders; lines: Appropriation[]; close: () => void }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const number = usePolicyNumber();
  const units = useUnits();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered>();
  const kind = Form.useWatch("kind", form);
  const [key] = useState(() => crypto.randomUUID());
  const kinds: Kind[] = [
    ...(hasRole(session, "treasury_maker") ? (["cancel", "demand", "waive"] as const) : []),
    ...(hasRole(session, "finance_reviewer") ? (["lower", "move", "close"] as const) : []),
  ];
  const propose = useMutation({
    mutationFn: (entered: Entered) =>
      request<Orders>("POST", "/orders", {
        idempotencyKey: key,
        body: {
          kind: entered.kind, amount_fen: parseYuan(entered.amount), reason: entered.reason.trim(),
          ...(entered.line ? { line: lineOf(entered.line) } : {}),
          ...(entered.to ? { to: lineOf(entered.to) } : {}),
          ...(entered.commitment ? { commitment: entered.commitment } : {}),
          ...(entered.demand ? { demand: entered.demand } : {}),
          ...(entered.document ? { document: entered.document.trim() } : {}),
        },
      }),
    onSuccess: (now) => {
      client.setQueryData(["orders"], now);
      close();
    },
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  const ofLine = kind === "lower" || kind === "move" || kind === "close";
  const lineOptions = lines.map((line) => ({
    value: JSON.stringify({ package: line.package, year: line.year, unit: line.unit }),
    label: `${number(line.package)} · ${line.year} · ${units([line.unit])} · ${t("treasury.available")} ${yuan(line.available_fen)}`,
  }));
  const held = orders.held.filter((one) => (kind === "cancel" ? one.payable_fen > 0 : one.paid_fen > 0));
  return (
    <Dialog open title={t("orders.new")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={propose.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => propose.mutate(entered), () => undefined)}>
      {propose.isError && <Failure error={propose.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: kinds[0] }}>
        <Form.Item name="kind" label={t("orders.kind")} rules={[required]}>
          <Select options={kinds.map((one) => ({ value: one, label: t(`orders.${one}`) }))} />
        </Form.Item>
        {ofLine && <Form.Item name="line" label={t("orders.from")} rules={[required]}><Select options={lineOptions} /></Form.Item>}
        {kind === "move" && <Form.Item name="to" label={t("orders.to")} rules={[required]}><Select options={lineOptions} /></Form.Item>}
        {(kind === "cancel" || kind === "demand") && (
          <Form.Item name="commitment" label={t("orders.which")} rules={[required]}>
            <Select options={held.map((one) => ({
              value: one.commitment,
              label: `${one.reference} ${one.subject_name} · ${kind === "cancel" ? t("orders.payable", { amount: yuan(one.payable_fen) }) : t("orders.paid", { amount: yuan(one.paid_fen) })}`,
            }))} />
          </Form.Item>
        )}
        {kind === "waive" && (
          <Form.Item name="demand" label={t("orders.which")} rules={[required]}>
            <Select options={orders.demands.filter((one) => one.remaining_fen > 0).map((one) => ({
              value: one.id, label: `${one.reference} ${one.subject_name} · ${t("orders.remaining")} ${yuan(one.remaining_fen)}`,
            }))} />
          </Form.Item>
        )}
        <Form.Item name="amount" label={kind === "close" ? t("orders.over") : t("case.amountYuan")}
          rules={[{ validator: (_, value?: string) => (parseYuan(value ?? "") !== null ? Promise.resolve() : Promise.reject(new Error(t("action.badAmount")))) }]}>
          <Input inputMode="decimal" suffix={t("amount.unit")} />
        </Form.Item>
        {ofLine && <Form.Item name="document" label={t("treasury.document")}><Input maxLength={200} /></Form.Item>}
        <Form.Item name="reason" label={t("case.reason")} rules={[required]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
      </Form>
    </Dialog>
  );
}
