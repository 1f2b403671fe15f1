// Calls: what was opened, and by an organiser a new one.
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Empty, Grid, Table, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { CallSummary, Items, Selection } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { OpenCallDialog } from "./OpenCallDialog";
import { StageTag } from "./StageTag";
import "./selection.css";

export default function CallsPage() {
  const { t, text } = useLanguage();
  const units = useUnits();
  const wide = Grid.useBreakpoint().md ?? true;
  const [opening, setOpening] = useState(false);
  const calls = useQuery({ queryKey: ["calls"], queryFn: () => request<Items<CallSummary>>("GET", "/calls") });
  const selections = useQuery({ queryKey: ["selections"], queryFn: () => request<Items<Selection>>("GET", "/selections") });
  const mine = selections.data?.items.filter((one) => one.may_open) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("calls.title")}</h1>
        <span className="grow" />
        {mine.length > 0 && <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>{t("calls.open")}</Button>}
      </div>
      <p className="muted">{t("calls.intro")}</p>
      <div className="sheet">
        <Loadable query={calls}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<>{t("calls.none")}<div className="muted">{t("calls.noneNext")}</div></>} />
            ) : wide ? (
              <Table
                rowKey="id"
                dataSource={items}
                pagination={items.length > 20 ? { pageSize: 20 } : false}
                columns={[
                  { title: t("calls.competition"), render: (_, call) => <Link to={`/calls/${call.id}`}>{text(call.title)} {call.year}</Link> },
                  { title: t("calls.mode"), render: (_, call) => t(call.mode === "best" ? "calls.bestShort" : "calls.raceShort") },
                  { title: t("calls.organiser"), render: (_, call) => units([call.organiser]) },
                  { title: t("calls.until"), dataIndex: "until" },
                  { title: t("calls.stage"), render: (_, call) => <StageTag stage={call.stage} /> },
                  { title: t("calls.mine"), render: (_, call) => <Mine call={call} /> },
                ]}
              />
            ) : (
              <ul className="call-cards">
                {items.map((call) => (
                  <li key={call.id}>
                    <Link to={`/calls/${call.id}`}><strong>{text(call.title)} {call.year}</strong></Link>
                    <div>{t(call.mode === "best" ? "calls.bestShort" : "calls.raceShort")} · {units([call.organiser])}</div>
                    <div className="muted">{t("calls.until")} {call.until}</div>
                    <div><StageTag stage={call.stage} /> <Mine call={call} /></div>
                  </li>
                ))}
              </ul>
            )
          }
        </Loadable>
      </div>
      {opening && <OpenCallDialog selections={mine} close={() => setOpening(false)} />}
    </div>
  );
}

function Mine({ call }: { call: CallSummary }) {
  const { t } = useLanguage();
  return (
    <>
      {call.organises && <Tag>{t("calls.organises")}</Tag>}
      {call.judges && <Tag color="processing">{t("calls.judges")}</Tag>}
      {call.bids && <Tag color="success">{t("calls.bidsMine")}</Tag>}
    </>
  );
}
