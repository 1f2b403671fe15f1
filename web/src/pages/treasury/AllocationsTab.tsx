// Who waits for a short appropriation, and how it is shared out: proposed by one, released by another. The
// treasury sees all; who handles cases sees the provisions of its unit, and proposes to the treasury.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Form, Input, Select, Space, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { AllocationRun, Allocations, PartlyPaid, WaitingLine } from "../../api/types";
import { parseYuan, yuan } from "../../app/format";
import { hasRole, useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { usePolicyTitle } from "../../components/policies";
import { useProvisions } from "../../components/provisions";
import { Rows } from "../../components/Rows";
import { Sure } from "../../components/Sure";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { ReasonDialog } from "../rosters/RosterPage";

const money = (fen: number) => <span className="amount">{yuan(fen)}</span>;
const colours = { proposed: "processing", released: "success", refused: "default" } as const;

type Side = "treasury" | "lead";
const source = { treasury: "/allocations", lead: "/allocations/of-leads" } as const;

export function AllocationsTab({ side = "treasury" }: { side?: Side }) {
  const { t } = useLanguage();
  const found = useQuery({ queryKey: ["allocations", side], queryFn: () => request<Allocations>("GET", source[side]) });
  return (
    <>
      <p className="muted">{t(side === "lead" ? "allocations.introLead" : "allocations.intro")}</p>
      <Loadable query={found}>{(loaded) => <><Waiting lines={loaded.waiting} side={side} /><Runs runs={loaded.runs} side={side} /></>}</Loadable>
    </>
  );
}

function Waiting({ lines, side }: { lines: WaitingLine[]; side: Side }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const policy = usePolicyTitle();
  const units = useUnits();
  const provision = useProvisions(lines.map((one) => one.line.package));
  const [proposing, setProposing] = useState<WaitingLine | null>(null);
  return (
    <>
      <h3>{t("allocations.waiting")}</h3>
      <Rows
        rowKey={(row) => `${row.line.package}/${row.line.unit}/${row.rule}/${row.lead}/${row.provisions.join()}`}
        dataSource={lines}
        pagination={false}
        showHeader={lines.length > 0}
        {...(lines.length > 0 ? { scroll: { x: 760 } } : {})}
        {...(lines.some((row) => row.partly.length > 0)
          ? { expandable: { rowExpandable: (row: WaitingLine) => row.partly.length > 0, defaultExpandAllRows: true, expandedRowRender: (row: WaitingLine) => <Partly cases={row.partly} /> } }
          : {})}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("allocations.noneWaiting")} /> }}
        columns={[
          { title: t("spot.policy"), render: (_, row) => <>{policy(row.line.package)} · {row.line.year} · {units([row.line.unit])}{row.provisions.map((one) => <div key={one} className="muted">{provision(row.line.package, one)}</div>)}</> },
          { title: t("allocations.rule"), render: (_, row) => t(`allocations.rule.${row.rule}`) },
          { title: t("allocations.cases"), align: "right", dataIndex: "cases" },
          { title: t("allocations.due"), align: "right", render: (_, row) => money(row.due_fen) },
          { title: t("allocations.available"), align: "right", render: (_, row) => money(row.available_fen) },
          {
            key: "propose",
            render: (_, row) => hasRole(session, side === "lead" ? "handler" : "finance_reviewer") && row.available_fen > 0 &&
              <Button size="small" type="primary" onClick={() => setProposing(row)}>{t("allocations.propose")}</Button>,
          },
        ]}
      />
      {proposing && <ProposeDialog line={proposing} side={side} close={() => setProposing(null)} />}
    </>
  );
}

// Those of a line that were granted a part in an earlier run.
function Partly({ cases }: { cases: PartlyPaid[] }) {
  const { t } = useLanguage();
  return (
    <>
      <p className="muted">{t("part.partly")}</p>
      <Rows
        rowKey="case_id"
        size="small"
        dataSource={cases}
        pagination={cases.length > 10 ? { pageSize: 10 } : false}
        columns={[
          { title: t("part.case"), render: (_, row) => <Link to={`/cases/${row.case_id}`}>{row.reference}</Link> },
          { title: t("case.subject"), dataIndex: "subject_name" },
          { title: t("part.granted"), align: "right", render: (_, row) => money(row.granted_fen) },
          { title: t("part.rest"), align: "right", render: (_, row) => money(row.rest_fen) },
        ]}
      />
    </>
  );
}

function ProposeDialog({ line, side, close }: { line: WaitingLine; side: Side; close: () => void }) {
  const { t } = useLanguage();
  const units = useUnits();
  const title = useProvisions([line.line.package]);
  const client = useQueryClient();
  const [form] = Form.useForm<{ provision?: string; budget: string }>();
  const propose = useMutation({
    mutationFn: ({ provision, budget }: { provision?: string; budget: string }) =>
      request<Allocations>("POST", source[side], {
        body: { line: line.line, rule: line.rule, budget_fen: parseYuan(budget), ...(side === "lead" ? { lead: line.lead, provision: line.provisions[0] } : provision ? { provision } : {}) },
      }),
    onSuccess: (now) => {
      client.setQueryData(["allocations", side], now);
      close();
    },
  });
  return (
    <Dialog open title={t("allocations.propose")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={propose.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => propose.mutate(entered), () => undefined)}>
      {propose.isError && <Failure error={propose.error} />}
      <p>{t(`allocations.rule.${line.rule}`)} · {line.line.year} · {units([line.line.unit])}{side === "lead" && line.provisions[0] && ` · ${title(line.line.package, line.provisions[0])}`}</p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ budget: yuan(Math.min(line.available_fen, line.due_fen)) }}>
        {line.rule === "ranking" && side === "treasury" && (
          <Form.Item name="provision" label={t("allocations.provision")} rules={[{ required: true, message: t("session.required") }]}>
            <Select options={line.provisions.map((one) => ({ value: one, label: title(line.line.package, one) }))} />
          </Form.Item>
        )}
        <Form.Item name="budget" label={t("allocations.budget")}
          rules={[{ validator: (_, value?: string) => (parseYuan(value ?? "") ? Promise.resolve() : Promise.reject(new Error(t("action.badAmount")))) }]}>
          <Input inputMode="decimal" suffix={t("amount.unit")} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}

function Runs({ runs, side }: { runs: AllocationRun[]; side: Side }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const units = useUnits();
  const provision = useProvisions(runs.map((run) => run.line.package));
  const client = useQueryClient();
  const [refusing, setRefusing] = useState<AllocationRun | null>(null);
  const decide = useMutation({
    // What a lead has proposed is decided on by who commits, what the treasury has by its checker.
    mutationFn: ({ run, reason }: { run: AllocationRun; reason?: string }) => {
      const way = reason === undefined ? (run.lead ? "confirm" : "release") : run.lead ? "decline" : "refuse";
      return request<Allocations>("POST", `/allocations/${run.id}/${way}`, reason === undefined ? {} : { body: { reason } });
    },
    onSuccess: (now) => {
      client.setQueryData(["allocations", "treasury"], now);
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
            {run.line.year} · {units([run.line.unit])} · {t(`allocations.rule.${run.rule}`)} · {yuan(run.budget_fen)} {t("amount.unit")}<br />
            {run.lead && <>{t("allocations.lead", { unit: units([run.lead]), provision: provision(run.line.package, run.provision) })}<br /></>}
            {t("allocations.by")}: {run.maker} / {run.decider || "—"} {run.reason}
          </p>
          {run.shares.some((one) => one.left_out) && <p>{t("allocations.someLeftOut")}</p>}
          <Rows
            rowKey="case_id"
            dataSource={run.shares}
            pagination={run.shares.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: 720 }}
            columns={[
              { title: t("allocations.place"), render: (_, row) => row.place || "—" },
              { title: t("case.reference"), render: (_, row) => <Link to={`/cases/${row.case_id}`}>{row.reference}</Link> },
              { title: t("case.subject"), dataIndex: "subject_name" },
              { title: t("allocations.due"), align: "right", render: (_, row) => money(row.due_fen) },
              { title: t("allocations.share"), align: "right", render: (_, row) => <>{money(row.share_fen)}{row.left_out && <div><Tag color="warning">{t("allocations.leftOut")}</Tag><span className="muted">{text(row.left_out)}</span></div>}</> },
              { title: t("allocations.later"), align: "right", render: (_, row) => money(row.left_out ? row.due_fen : row.due_fen - row.share_fen) },
            ]}
          />
          {run.state === "proposed" && side === "treasury" && hasRole(session, run.lead ? "finance_reviewer" : "treasury_checker") && (
            <Space style={{ marginTop: 8 }}>
              <Sure title={t("allocations.releaseSure")} okText={t(run.lead ? "allocations.confirm" : "allocations.release")} onConfirm={() => decide.mutate({ run })}>
                <Button type="primary" loading={decide.isPending}>{t(run.lead ? "allocations.confirm" : "allocations.release")}</Button>
              </Sure>
              <Button onClick={() => setRefusing(run)}>{t("allocations.refuse")}</Button>
            </Space>
          )}
        </section>
      ))}
      {refusing && <ReasonDialog title={t("allocations.refuse")} pending={decide.isPending} close={() => setRefusing(null)} send={(reason) => decide.mutate({ run: refusing, reason })} />}
    </>
  );
}
