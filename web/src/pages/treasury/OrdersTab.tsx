// What goes against the ordinary course of money: proposed by one, approved by another; and what is demanded back.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Form, Input, Space, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { Appropriation, Demand, Order, Orders } from "../../api/types";
import { parseYuan, yuan } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { OrderDialog } from "./OrderDialog";

const money = (fen: number) => <span className="amount">{yuan(fen)}</span>;
const colours = { proposed: "processing", approved: "success", refused: "default" } as const;

export function OrdersTab({ lines }: { lines: Appropriation[] }) {
  const orders = useQuery({ queryKey: ["orders"], queryFn: () => request<Orders>("GET", "/orders") });
  return <Loadable query={orders}>{(loaded) => <Loaded orders={loaded} lines={lines} />}</Loadable>;
}

function Loaded({ orders, lines }: { orders: Orders; lines: Appropriation[] }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const [proposing, setProposing] = useState(false);
  const [receiving, setReceiving] = useState<Demand | null>(null);
  const proposes = hasRole(session, "treasury_maker") || hasRole(session, "finance_reviewer");
  return (
    <>
      {proposes && <p><Button onClick={() => setProposing(true)}>{t("orders.new")}</Button></p>}
      <OrderTable orders={orders.orders} />
      {orders.demands.length > 0 && (
        <>
          <h3>{t("orders.demands")}</h3>
          <Rows
            rowKey="id"
            dataSource={orders.demands}
            pagination={orders.demands.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: 760 }}
            columns={[
              { title: t("case.reference"), render: (_, row) => <Link to={`/cases/${row.case_id}`}>{row.reference}</Link> },
              { title: t("case.subject"), dataIndex: "subject_name" },
              { title: t("orders.demanded"), align: "right", render: (_, row) => money(row.demanded_fen) },
              { title: t("orders.received"), align: "right", render: (_, row) => money(row.received_fen) },
              { title: t("orders.waived"), align: "right", render: (_, row) => money(row.waived_fen) },
              { title: t("orders.remaining"), align: "right", render: (_, row) => money(row.remaining_fen) },
              {
                key: "record",
                render: (_, row) => hasRole(session, "treasury_maker") && row.remaining_fen > 0 &&
                  <Button size="small" onClick={() => setReceiving(row)}>{t("orders.record")}</Button>,
              },
            ]}
          />
        </>
      )}
      {proposing && <OrderDialog orders={orders} lines={lines} close={() => setProposing(false)} />}
      {receiving && <ReceiptDialog demand={receiving} close={() => setReceiving(null)} />}
    </>
  );
}

function OrderTable({ orders }: { orders: Order[] }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const units = useUnits();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState<Order | null>(null);
  const decide = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason?: string }) =>
      reason === undefined
        ? request<Orders>("POST", `/orders/${id}/approve`, {})
        : request<Orders>("POST", `/orders/${id}/refuse`, { body: { reason } }),
    onSuccess: (now) => {
      client.setQueryData(["orders"], now);
      void client.invalidateQueries({ queryKey: ["treasury"] });
      setRefusing(null);
    },
  });
  const lineWords = (line: Order["line"]) => `${line.year} · ${units([line.unit])}`;
  return (
    <>
      {decide.isError && <Failure error={decide.error} />}
      <Rows
        rowKey="id"
        dataSource={orders}
        pagination={orders.length > 20 ? { pageSize: 20 } : false}
        showHeader={orders.length > 0}
        {...(orders.length > 0 ? { scroll: { x: 900 } } : {})}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("orders.none")} /> }}
        columns={[
          { title: t("orders.kind"), render: (_, row) => <>{t(`orders.${row.kind}`)}<div className="muted">{row.reason}</div></> },
          {
            title: t("orders.which"),
            render: (_, row) => row.case_id
              ? <Link to={`/cases/${row.case_id}`}>{row.reference}</Link>
              : <>{lineWords(row.line)}{row.to && ` → ${lineWords(row.to)}`}</>,
          },
          { title: t("case.amountYuan"), align: "right", render: (_, row) => money(row.amount_fen) },
          { title: t("case.status"), render: (_, row) => <Tag color={colours[row.state]}>{t(`orders.state.${row.state}`)}</Tag> },
          { title: t("orders.by"), render: (_, row) => `${row.maker} / ${row.decider || "—"}` },
          {
            key: "decide",
            render: (_, row) => hasRole(session, "treasury_checker") && row.state === "proposed" && (
              <Space>
                <Button size="small" type="primary" loading={decide.isPending} onClick={() => decide.mutate({ id: row.id })}>{t("orders.approve")}</Button>
                <Button size="small" onClick={() => setRefusing(row)}>{t("orders.refuse")}</Button>
              </Space>
            ),
          },
        ]}
      />
      {refusing && <RefuseDialog close={() => setRefusing(null)} pending={decide.isPending} refuse={(reason) => decide.mutate({ id: refusing.id, reason })} />}
    </>
  );
}

function RefuseDialog({ close, pending, refuse }: { close: () => void; pending: boolean; refuse: (reason: string) => void }) {
  const { t } = useLanguage();
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Dialog open title={t("orders.refuse")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={pending} onCancel={close}
      onOk={() => void form.validateFields().then(({ reason }) => refuse(reason), () => undefined)}>
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item name="reason" label={t("case.reason")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}

function ReceiptDialog({ demand, close }: { demand: Demand; close: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<{ amount: string; reference: string }>();
  const [key] = useState(() => crypto.randomUUID());
  const record = useMutation({
    mutationFn: (entered: { amount: string; reference: string }) =>
      request<Orders>("POST", `/demands/${demand.id}/receipts`, {
        idempotencyKey: key, body: { amount_fen: parseYuan(entered.amount), bank_ref: entered.reference.trim() },
      }),
    onSuccess: (now) => {
      client.setQueryData(["orders"], now);
      void client.invalidateQueries({ queryKey: ["treasury"] });
      close();
    },
  });
  return (
    <Dialog open title={t("orders.record")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={record.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => record.mutate(entered), () => undefined)}>
      {record.isError && <Failure error={record.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ amount: yuan(demand.remaining_fen) }}>
        <Form.Item name="amount" label={t("case.amountYuan")}
          rules={[{ validator: (_, value?: string) => (parseYuan(value ?? "") ? Promise.resolve() : Promise.reject(new Error(t("action.badAmount")))) }]}>
          <Input inputMode="decimal" suffix={t("amount.unit")} />
        </Form.Item>
        <Form.Item name="reference" label={t("orders.bankRef")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}>
          <Input maxLength={100} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
