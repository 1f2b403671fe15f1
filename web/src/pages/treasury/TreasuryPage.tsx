// The treasury: what was appropriated, what is payable, and the batches that pay it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Form, Input, InputNumber, Select, Space, Tabs, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { request } from "../../api/client";
import type { Appropriation, Batch, Items, PackageSummary, Treasury } from "../../api/types";
import { moment, parseYuan, yuan } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { batchColour } from "../../components/payment";
import { ExportButton } from "../../components/ExportButton";
import { usePolicyNumber } from "../../components/policies";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { AllocationsTab } from "./AllocationsTab";
import { OrdersTab } from "./OrdersTab";

const money = (fen: number) => <span className="amount">{yuan(fen)}</span>;

export default function TreasuryPage() {
  const { t } = useLanguage();
  const treasury = useQuery({ queryKey: ["treasury"], queryFn: () => request<Treasury>("GET", "/treasury") });
  return (
    <div className="page">
      <div className="page-head"><h1>{t("nav.treasury")}</h1><span className="muted">{t("treasury.unit")}</span></div>
      <div className="sheet">
        <Loadable query={treasury}>
          {(loaded) => (
            <Tabs
              items={[
                { key: "payable", label: `${t("treasury.payable")} (${loaded.payable.length})`, children: <PayableTable treasury={loaded} /> },
                { key: "batches", label: `${t("treasury.batches")} (${loaded.batches.length})`, children: <BatchTable treasury={loaded} /> },
                { key: "allocations", label: t("allocations.tab"), children: <AllocationsTab /> },
                { key: "orders", label: t("orders.tab"), children: <OrdersTab lines={loaded.appropriations} /> },
                { key: "lines", label: t("treasury.appropriations"), children: <AppropriationTable lines={loaded.appropriations} /> },
              ]}
            />
          )}
        </Loadable>
      </div>
    </div>
  );
}

function PayableTable({ treasury }: { treasury: Treasury }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  // A case is paid as a whole: its lines (members, parts) are picked together.
  const [picked, setPicked] = useState<string[]>([]);
  const pick = (keys: React.Key[]) => {
    const cases = new Set(treasury.payable.map((row) => row.case_id));
    setPicked([...cases].filter((id) => {
      const lines = treasury.payable.filter((row) => row.case_id === id);
      const chosen = (row: (typeof lines)[number]) => keys.includes(row.commitment);
      return picked.includes(id) ? lines.every(chosen) : lines.some(chosen);
    }));
  };
  const pickedLines = treasury.payable.filter((row) => picked.includes(row.case_id));
  const make = useMutation({
    mutationFn: () => request<Batch>("POST", "/batches", { body: { cases: picked } }),
    onSuccess: (batch) => {
      void client.invalidateQueries({ queryKey: ["treasury"] });
      navigate(`/treasury/batches/${batch.id}`);
    },
  });
  const total = pickedLines.reduce((sum, row) => sum + row.amount_fen, 0);
  return (
    <>
      {make.isError && <Failure error={make.error} />}
      {treasury.payable.length > 0 && <Space wrap style={{ marginBottom: 16 }}><ExportButton path="/treasury/export/payable" /></Space>}
      <Rows
        rowKey="commitment"
        dataSource={treasury.payable}
        pagination={treasury.payable.length > 50 ? { pageSize: 50 } : false}
        showHeader={treasury.payable.length > 0}
        {...(treasury.payable.length > 0 ? { scroll: { x: 720 } } : {})}
        {...(hasRole(session, "treasury_maker") ? { rowSelection: { selectedRowKeys: pickedLines.map((row) => row.commitment), onChange: pick } } : {})}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("treasury.nothingPayable")} /> }}
        columns={[
          { title: t("case.reference"), render: (_, row) => <Link to={`/cases/${row.case_id}`}>{row.reference}</Link> },
          { title: t("case.subject"), dataIndex: "subject_name" },
          { title: t("case.provision"), render: (_, row) => `${row.provision} ${text(row.provision_title)}` },
          { title: t("case.account"), dataIndex: "account_masked" },
          { title: t("case.amountYuan"), align: "right", render: (_, row) => money(row.amount_fen) },
        ]}
      />
      {hasRole(session, "treasury_maker") && treasury.payable.length > 0 && (
        <p>
          <Button type="primary" disabled={picked.length === 0} loading={make.isPending} onClick={() => make.mutate()}>
            {t("treasury.make")}
          </Button>{" "}
          <span className="muted">{t("treasury.picked", { count: pickedLines.length, total: yuan(total) })}</span>
        </p>
      )}
    </>
  );
}

function BatchTable({ treasury }: { treasury: Treasury }) {
  const { t } = useLanguage();
  return (
    <>
      {treasury.batches.length > 0 && <Space wrap style={{ marginBottom: 16 }}><ExportButton path="/treasury/export/batches" /></Space>}
      <Rows
        rowKey="id"
        dataSource={treasury.batches}
        pagination={treasury.batches.length > 20 ? { pageSize: 20 } : false}
        showHeader={treasury.batches.length > 0}
        {...(treasury.batches.length > 0 ? { scroll: { x: 640 } } : {})}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("treasury.noBatches")} /> }}
        columns={[
          { title: t("treasury.batch"), render: (_, batch) => <Link to={`/treasury/batches/${batch.id}`}>{moment(batch.made)}</Link> },
          { title: t("case.status"), render: (_, batch) => <Tag color={batchColour(batch.state)}>{t(`batch.${batch.state}`)}</Tag> },
          { title: t("treasury.maker"), dataIndex: "maker" },
          { title: t("treasury.releaser"), render: (_, batch) => batch.releaser || "—" },
          { title: t("case.amountYuan"), align: "right", render: (_, batch) => money(batch.total_fen) },
        ]}
      />
    </>
  );
}

function AppropriationTable({ lines }: { lines: Appropriation[] }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const [adding, setAdding] = useState(false);
  const number = usePolicyNumber();
  const units = useUnits();
  return (
    <>
      <Space wrap style={{ marginBottom: 16 }}>
        {hasRole(session, "finance_reviewer") && <Button onClick={() => setAdding(true)}>{t("treasury.add")}</Button>}
        {lines.length > 0 && <ExportButton path="/treasury/budget" query={{ year: Math.max(...lines.map((line) => line.year)) }} label={t("treasury.budget")} />}
        {lines.length > 0 && <ExportButton path="/treasury/export/appropriations" />}
      </Space>
      <Rows
        rowKey={(line) => `${line.package}/${line.year}/${line.unit}`}
        dataSource={lines}
        pagination={false}
        showHeader={lines.length > 0}
        {...(lines.length > 0 ? { scroll: { x: 860 } } : {})}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("treasury.noLines")} /> }}
        columns={[
          { title: t("document.choose"), render: (_, line) => number(line.package) },
          { title: t("treasury.year"), dataIndex: "year" },
          { title: t("case.unit"), render: (_, line) => units([line.unit]) },
          { title: t("treasury.total"), align: "right", render: (_, line) => money(line.total_fen) },
          { title: t("treasury.available"), align: "right", render: (_, line) => money(line.available_fen) },
          { title: t("treasury.committed"), align: "right", render: (_, line) => money(line.committed_fen + line.payable_fen) },
          { title: t("payment.issued"), align: "right", render: (_, line) => money(line.issued_fen) },
          { title: t("payment.paid"), align: "right", render: (_, line) => money(line.paid_fen) },
        ]}
      />
      {adding && <AppropriationDialog close={() => setAdding(false)} />}
    </>
  );
}

interface Entered { package: string; year: number; amount: string; document: string; project?: string; functional?: string; economic?: string }

function AppropriationDialog({ close }: { close: () => void }) {
  const { t } = useLanguage();
  const { session, space } = useSession();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered>();
  const [key] = useState(() => crypto.randomUUID());
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  const add = useMutation({
    mutationFn: (entered: Entered) =>
      request<Appropriation>("POST", "/appropriations", {
        idempotencyKey: key,
        body: {
          package: entered.package, year: entered.year, unit: session?.unit?.id ?? "", amount_fen: parseYuan(entered.amount), document: entered.document,
          project: entered.project?.trim() ?? "", functional: entered.functional?.trim() ?? "", economic: entered.economic?.trim() ?? "",
        },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["treasury"] });
      close();
    },
  });
  const required = { required: true, message: t("session.required") };
  return (
    <Dialog
      open
      title={t("treasury.add")}
      okText={t("action.confirm")}
      cancelText={t("action.cancel")}
      confirmLoading={add.isPending}
      onCancel={close}
      onOk={() => void form.validateFields().then((entered) => add.mutate(entered), () => undefined)}
    >
      {add.isError && <Failure error={add.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ year: Number(space?.today.slice(0, 4) ?? new Date().getFullYear()) }}>
        <Form.Item name="package" label={t("document.choose")} rules={[required]}>
          <Select loading={packages.isPending} options={(packages.data?.items ?? []).map((item) => ({ value: item.id, label: item.number }))} />
        </Form.Item>
        <Form.Item name="year" label={t("treasury.year")} rules={[required]}><InputNumber min={2000} max={2100} /></Form.Item>
        <Form.Item
          name="amount"
          label={t("case.amountYuan")}
          rules={[{ validator: (_, value?: string) => (parseYuan(value ?? "") ? Promise.resolve() : Promise.reject(new Error(t("action.badAmount")))) }]}
        >
          <Input inputMode="decimal" suffix={t("amount.unit")} />
        </Form.Item>
        <Form.Item name="document" label={t("treasury.document")} rules={[required]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="project" label={t("treasury.project")}><Input maxLength={50} /></Form.Item>
        <Form.Item name="functional" label={t("treasury.functional")}><Input maxLength={50} /></Form.Item>
        <Form.Item name="economic" label={t("treasury.economic")}><Input maxLength={50} /></Form.Item>
      </Form>
    </Dialog>
  );
}
