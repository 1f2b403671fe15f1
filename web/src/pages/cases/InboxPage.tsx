// What the unit has to do now, the nearest deadline first.
import { Button, Empty, Grid, Statistic, Table } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import type { Inbox } from "../../api/types";
import { Amount } from "../../components/Amount";
import { Due } from "../../components/Due";
import { ExportButton } from "../../components/ExportButton";
import { Loadable } from "../../components/Loadable";
import { usePaged } from "../../components/paged";
import { useLanguage } from "../../i18n/language";
import { WaitingEntries } from "../registers/WaitingEntries";
import { BatchActions } from "./BatchActions";
import "./case.css";

/** So many are decided on in one go; each is read first. */
const mostAtOnce = 50;

type Item = Inbox["items"][number];

export default function InboxPage() {
  const { t, text } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const [chosen, setChosen] = useState<string[]>([]);
  const [open, setOpen] = useState(false);
  const { found: inbox, pagination } = usePaged<Inbox>("inbox", "/inbox", {}, (page) => page.counts.all);
  const reference = (item: Item) => <Link to={`/cases/${item.case.id}`} className="case-reference">{item.case.reference}</Link>;
  const provision = (item: Item) => `${item.case.provision} ${text(item.case.provision_title)}`;
  const due = (item: Item) => <Due due={item.step.due} overdue={item.step.overdue} provisional={item.step.provisional} />;
  return (
    <div className="page">
      <div className="page-head"><h1>{t("nav.inbox")}</h1><span className="grow" /><ExportButton path="/inbox/export" /></div>
      <Loadable query={inbox}>
        {({ items, counts }) => (
          <>
            <div className="sheet" style={{ display: "flex", gap: 48, marginBottom: 16, flexWrap: "wrap" }}>
              <Statistic title={t("inbox.all")} value={counts.all} />
              <Statistic title={t("inbox.dueSoon")} value={counts.due_soon} />
              <Statistic title={t("inbox.overdue")} value={counts.overdue} styles={counts.overdue > 0 ? { content: { color: "var(--red)" } } : {}} />
            </div>
            <div className="sheet">
              {chosen.length > 0 && (
                <div className="inbox-chosen">
                  <span>{t(chosen.length > mostAtOnce ? "batchStep.tooMany" : "batchStep.chosen", { count: chosen.length, most: mostAtOnce })}</span>
                  <Button type="primary" disabled={chosen.length > mostAtOnce} onClick={() => setOpen(true)}>{t("batchStep.open")}</Button>
                  <Button type="text" onClick={() => setChosen([])}>{t("batchStep.none")}</Button>
                </div>
              )}
              <Table
                rowKey={(item) => [item.case.id, item.step.step, item.step.unit].join(" ")}
                {...(counts.all > 1 ? { rowSelection: { selectedRowKeys: chosen, preserveSelectedRowKeys: true, onChange: (keys: React.Key[]) => setChosen(keys.map(String)), getCheckboxProps: (item: Item) => ({ "aria-label": t("batchStep.choose", { reference: item.case.reference }) }) } } : {})}
                dataSource={items}
                showHeader={items.length > 0}
                {...(items.length > 0 && wide ? { scroll: { x: 860 } } : {})}
                pagination={pagination}
                locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("inbox.none")} /> }}
                columns={wide
                  ? [
                      { title: t("inbox.todo"), render: (_, item) => <strong>{text(item.step.title)}</strong> },
                      { title: t("case.reference"), render: (_, item) => reference(item) },
                      { title: t("case.subject"), render: (_, item) => item.case.subject.name },
                      { title: t("case.provision"), render: (_, item) => provision(item) },
                      { title: t("case.amountYuan"), align: "right", render: (_, item) => <Amount fen={item.case.amount_fen} max={item.case.max_fen} /> },
                      { title: t("case.due"), render: (_, item) => due(item) },
                    ]
                  : [{
                      title: t("inbox.todo"),
                      render: (_, item) => (
                        <>
                          <div><strong>{text(item.step.title)}</strong> {due(item)}</div>
                          <div>{reference(item)}</div>
                          <div>{provision(item)}</div>
                          <div className="muted">{item.case.subject.name}</div>
                        </>
                      ),
                    }]}
              />
            </div>
          </>
        )}
      </Loadable>
      {open && <BatchActions ids={[...new Set(chosen.map((key) => key.split(" ")[0]!))]} close={() => { setOpen(false); setChosen([]); }} />}
      <div className="inbox-entries"><WaitingEntries /></div>
    </div>
  );
}
