// Who waits for a short appropriation, and how it is shared out: proposed by one, released by another.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Form, Input, Modal, Popconfirm, Select, Space, Table, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { AllocationRun, Allocations, WaitingLine } from "../../api/types";
import { parseYuan, yuan } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Failure, Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { ReasonDialog } from "../rosters/RosterPage";

const money = (fen: number) => <span className="amount">{yuan(fen)}</span>;
const colours = { proposed: "processing", released: "success", refused: "default" } as const;

export function AllocationsTab() {
  const { t } = useLanguage();
  const found = useQuery({ queryKey: ["allocations"], queryFn: () => request<Allocations>("GET", "/allocations") });
  return (
    <>
      <p className="muted">{t("allocations.intro")}</p>
      <Loadable query={found}>{(loaded) => <><Waiting lines={loaded.waiting} /><Runs runs={loaded.runs} /></>}</Loadable>
    </>
  );
}

function Waiting({ lines }: { lines: WaitingLine[] }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const [proposing, setProposing] = useState<WaitingLine | null>(null);
  return (
    <>
      <h3>{t("allocations.waiting")}</h3>
      <Table
        rowKey={(row) => `${row.line.package}/${row.line.unit}/${row.rule}`}
        dataSource={lines}
        pagination={false}
        showHeader={lines.length > 0}
        {...(lines.length > 0 ? { scroll: { x: 760 } } : {})}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("allocations.noneWaiting")} /> }}
        columns={[
          { title: t("spot.policy"), render: (_, row) => <>{row.line.package} · {row.line.year} · {row.line.unit}<div className="muted">{row.provisions.join("、")}</div></> },
          { title: t("allocations.rule"), render: (_, row) => t(`allocations.rule.${row.rule}`) },
          { title: t("allocations.cases"), align: "right", dataIndex: "cases" },
          { title: t("allocations.due"), align: "right", render: (_, row) => money(row.due_fen) },
          { title: t("allocations.available"), align: "right", render: (_, row) => money(row.available_fen) },
          {
            key: "propose",
            render: (_, row) => hasRole(session, "finance_reviewer") && row.available_fen > 0 &&
              <Button size="small" type="primary" onClick={() => setProposing(row)}>{t("allocations.propose")}</Button>,
          },
        ]}
      />
      {proposing && <ProposeDialog line={proposing} close={() => setProposing(null)} />}
    </>
  );
}

function ProposeDialog({ line, close }: { line: WaitingLine; close: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<{ provision?: string; budget: string }>();
  const propose = useMutation({
    mutationFn: ({ provision, budget }: { provision?: string; budget: string }) =>
      request<Allocations>("POST", "/allocations", { body: { line: line.line, rule: line.rule, budget_fen: parseYuan(budget), ...(provision ? { provision } : {}) } }),
    onSuccess: (now) => {
      client.setQueryData(["allocations"], now);
      close();
    },
  });
  return (
    <Modal open title={t("allocations.propose")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={propose.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => propose.mutate(entered), () => undefined)}>
      {propose.isError && <Failure error={propose.error} />}
      <p>{t(`allocations.rule.${line.rule}`)} · {line.line.year} · {line.line.unit}</p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ budget: yuan(Math.min(line.available_fen, line.due_fen)) }}>
        {line.rule === "ranking" && (
          <Form.Item name="provision" label={t("allocations.provision")} rules={[{ required: true, message: t("session.required") }]}>
            <Select options={line.provisions.map((one) => ({ value: one, label: one }))} />
          </Form.Item>
        )}
        <Form.Item name="budget" label={t("allocations.budget")}
          rules={[{ validator: (_, value?: string) => (parseYuan(value ?? "") ? Promise.resolve() : Promise.reject(new Error(t("action.badAmount")))) }]}>
          <Input inputMode="decimal" suffix={t("amount.unit")} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Runs({ runs }: { runs: AllocationRun[] }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState<AllocationRun | null>(null);
  const decide = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason?: string }) =>
      request<Allocations>("POST", `/allocations/${id}/${reason === undefined ? "release" : "refuse"}`, reason === undefined ? {} : { body: { reason } }),
    onSuccess: (now) => {
      client.setQueryData(["allocations"], now);
      void client.invalidateQueries({ queryKey: ["treasury"] });
      setRefusing(null);
    },
  });
  return (
    <>
      {decide.isError && <Failure error={decide.error} />}
      {runs.length === 0 && <p className="muted">{t("allocations.none")}</p>}
      {runs.map((run) => (
        <section key={run.id}>
          <h3>
            {t("allocations.number", { n: run.number })} <Tag color={colours[run.state]}>{t(`allocations.state.${run.state}`)}</Tag>
          </h3>
          <p className="muted">
            {run.line.year} · {run.line.unit} · {t(`allocations.rule.${run.rule}`)} · {yuan(run.budget_fen)} {t("amount.unit")}<br />
            {t("allocations.by")}: {run.maker} / {run.decider || "—"} {run.reason}
          </p>
          <Table
            rowKey="case_id"
            dataSource={run.shares}
            pagination={run.shares.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: 720 }}
            columns={[
              { title: t("allocations.place"), render: (_, row) => row.place || "—" },
              { title: t("case.reference"), render: (_, row) => <Link to={`/cases/${row.case_id}`}>{row.reference}</Link> },
              { title: t("case.subject"), dataIndex: "subject_name" },
              { title: t("allocations.due"), align: "right", render: (_, row) => money(row.due_fen) },
              { title: t("allocations.share"), align: "right", render: (_, row) => money(row.share_fen) },
              { title: t("allocations.later"), align: "right", render: (_, row) => money(row.due_fen - row.share_fen) },
            ]}
          />
          {run.state === "proposed" && hasRole(session, "treasury_checker") && (
            <Space style={{ marginTop: 8 }}>
              <Popconfirm title={t("allocations.releaseSure")} okText={t("allocations.release")} cancelText={t("action.cancel")} onConfirm={() => decide.mutate({ id: run.id })}>
                <Button type="primary" loading={decide.isPending}>{t("allocations.release")}</Button>
              </Popconfirm>
              <Button onClick={() => setRefusing(run)}>{t("allocations.refuse")}</Button>
            </Space>
          )}
        </section>
      ))}
      {refusing && <ReasonDialog title={t("allocations.refuse")} pending={decide.isPending} close={() => setRefusing(null)} send={(reason) => decide.mutate({ id: refusing.id, reason })} />}
    </>
  );
}
