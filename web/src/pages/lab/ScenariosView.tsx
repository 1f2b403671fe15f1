// Saved scenarios: save, open, remove, side by side, to Excel. What comes of one is computed anew each time.
import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { App, Button, Empty, Form, Input, Tag } from "antd";
import { useState } from "react";
import { fileUrl, request } from "../../api/client";
import type { Lab, Scenario, Simulation, Trial } from "../../api/types";
import { moment, yuan } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { signed } from "./BudgetView";
import { Figures } from "./Figures";
import { askFor, useDrafts, useScenarios } from "./useLab";

interface Props { lab: Lab; trial: Trial; open: (trial: Trial) => void }

export function ScenariosView({ lab, trial, open }: Props) {
  const { t, text } = useLanguage();
  const units = useUnits();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const scenarios = useScenarios();
  const drafts = useDrafts().data ?? [];
  const [saving, setSaving] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const remove = useMutation({
    mutationFn: (scenario: Scenario) => request("DELETE", `/lab/scenarios/${scenario.id}`),
    onSuccess: (_, scenario) => {
      setChosen((ids) => ids.filter((id) => id !== scenario.id));
      void client.invalidateQueries({ queryKey: ["lab", "scenarios"] });
    },
  });
  const changesOf = (made: Trial) => {
    const count = t("lab.settingsCount", { count: made.settings.length });
    if (!made.draft) return count;
    const name = drafts.find((one) => one.id === made.draft)?.name ?? "—";
    return made.settings.length > 0 ? `${t("lab.draft.of", { name })} · ${count}` : t("lab.draft.of", { name });
  };
  return (
    <>
      <p className="lab-choices">
        {lab.keeps && <Button type="primary" onClick={() => setSaving(true)}>{t("lab.save")}</Button>}
        {chosen.length > 0 && <Button href={fileUrl(`/lab/workbook?scenarios=${chosen.join(",")}`)} download>{t("lab.export")}</Button>}
        <span className="muted">{t("lab.compare")}</span>
      </p>
      {remove.isError && <Failure error={remove.error} />}
      <Loadable query={scenarios}>
        {(list) => (
          <>
            <Rows
              size="small"
              rowKey="id"
              dataSource={list}
              pagination={list.length > 20 ? { pageSize: 20 } : false}
              showHeader={list.length > 0}
              {...(list.length > 0 ? { scroll: { x: 720 } } : {})}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("lab.noScenarios")} /> }}
              rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)), hideSelectAll: true, getCheckboxProps: (one) => ({ "aria-label": t("lab.selectOf", { name: one.name }) }) }}
              columns={[
                { title: t("lab.scenario"), render: (_, one) => <>{one.name} {!one.current && <Tag color="warning">{t("lab.outdated")}</Tag>}</> },
                { title: t("lab.levers"), render: (_, one) => changesOf(one.trial) },
                { title: t("case.unit"), render: (_, one) => units([one.unit]) },
                { title: t("lab.savedBy"), render: (_, one) => text(one.author) },
                { title: t("lab.savedAt"), render: (_, one) => moment(one.saved) },
                {
                  title: "",
                  align: "right",
                  render: (_, one) => (
                    <>
                      <Button type="link" size="small" aria-label={t("lab.openOf", { name: one.name })} onClick={() => open(one.trial)}>{t("lab.open")}</Button>
                      {lab.keeps && (
                        <Button
                          type="link"
                          size="small"
                          aria-label={t("lab.removeOf", { name: one.name })}
                          onClick={() => modal.confirm({ title: t("lab.removeSure", { name: one.name }), okText: t("lab.remove"), cancelText: t("action.cancel"), onOk: () => remove.mutateAsync(one).catch(() => undefined) })}
                        >
                          {t("lab.remove")}
                        </Button>
                      )}
                    </>
                  ),
                },
              ]}
            />
            <SideBySide scenarios={list.filter((one) => chosen.includes(one.id))} lab={lab} />
          </>
        )}
      </Loadable>
      {saving && <SaveDialog trial={trial} close={(name) => { setSaving(false); if (name) void message.success(t("lab.saved", { name })); }} />}
    </>
  );
}

function SaveDialog({ trial, close }: { trial: Trial; close: (name?: string) => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  const save = useMutation({
    mutationFn: (name: string) => request<Scenario>("POST", "/lab/scenarios", { body: { name, trial } }),
    onSuccess: (scenario) => {
      void client.invalidateQueries({ queryKey: ["lab", "scenarios"] });
      close(scenario.name);
    },
  });
  return (
    <Dialog open title={t("lab.save")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={save.isPending} onCancel={() => close()} onOk={() => void form.validateFields().then(({ name }) => save.mutate(name.trim()), () => undefined)}>
      {save.isError && <Failure error={save.error} />}
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item name="name" label={t("lab.saveAs")} extra={t("lab.saveHow")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}>
          <Input maxLength={100} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}

interface Row { key: string; name: string; inForce: string; cells: string[] }

function SideBySide({ scenarios, lab }: { scenarios: Scenario[]; lab: Lab }) {
  const { t } = useLanguage();
  const asOf = lab.as_of ?? "";
  const answers = useQueries({ queries: scenarios.map((one) => ({ ...askFor(one.trial, asOf), enabled: asOf !== "", retry: false })) });
  if (scenarios.length < 2) return null;
  const failed = answers.find((answer) => answer.isError);
  if (failed) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
  const made = answers.map((answer) => answer.data);
  if (made.some((one) => one === undefined)) return <p aria-live="polite">{t("lab.computing")}</p>;
  const all = made as Simulation[];
  const row = (key: string, name: string, inForce: string, of: (one: Simulation) => string): Row => ({ key, name, inForce, cells: all.map(of) });
  const articles = [...new Map(all.flatMap((one) => one.articles.map((line) => [`${line.package}/${line.name}`, line] as const))).values()];
  const first = all[0]!;
  // Of another policy than the one that was changed, the article says so.
  const articleName = (packageId: string, article: string) => {
    const name = t("document.article", { article });
    const number = lab.packages.find((one) => one.id === packageId)?.number ?? packageId;
    return packageId === scenarios[0]!.trial.package ? name : name + t("print.brackets", { text: number });
  };
  const rows: Row[] = [
    row("certain", t("lab.certain"), yuan(first.before.least_fen), (one) => yuan(one.after.least_fen)),
    row("difference", t("lab.column.difference"), "", (one) => signed(one.after.least_fen - one.before.least_fen)),
    row("most", t("lab.atMost"), yuan(first.before.greatest_fen), (one) => yuan(one.after.greatest_fen)),
    row("paid", t("lab.paid"), String(first.paid_before), (one) => String(one.paid_after)),
    row("winners", t("lab.column.winners"), "", (one) => String(one.effects.winners)),
    row("losers", t("lab.column.losers"), "", (one) => String(one.effects.losers)),
    ...articles.filter((line) => line.before.least_fen > 0 || all.some((one) => find(one, line.package, line.name) > 0)).map((line) =>
      row(`${line.package}/${line.name}`, articleName(line.package, line.name), yuan(line.before.least_fen), (one) => yuan(find(one, line.package, line.name)))),
  ];
  return (
    <Figures<Row>
      label={t("lab.tab.scenarios")}
      least={280 + 160 * (scenarios.length + 1)}
      className="lab-beside"
      rowKey="key"
      dataSource={rows}
      columns={[
        { title: t("lab.column.name"), dataIndex: "name", width: 200 },
        { title: t("lab.inForce"), align: "right", render: (_, one) => <span className="amount">{one.inForce}</span> },
        ...scenarios.map((scenario, index) => ({ title: scenario.name, key: scenario.id, align: "right" as const, render: (_: unknown, one: Row) => <span className="amount">{one.cells[index]}</span> })),
      ]}
    />
  );
}

function find(made: Simulation, packageId: string, article: string): number {
  return made.articles.find((line) => line.package === packageId && line.name === article)?.after.least_fen ?? 0;
}
