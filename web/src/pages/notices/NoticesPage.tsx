// Public notices: what is about to be decided, and until when anybody may object.
import { useQuery } from "@tanstack/react-query";
import { Empty, Grid, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { Items, Notice } from "../../api/types";
import { Amount } from "../../components/Amount";
import { ExportButton } from "../../components/ExportButton";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import "./notices.css";

export default function NoticesPage() {
  const { t, text } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const [state, setState] = useState<"open" | "closed">("open");
  const notices = useQuery({ queryKey: ["notices", state], queryFn: () => request<Items<Notice>>("GET", "/notices", { query: { state } }) });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.notices")}</h1>
        <span className="grow" />
        <ExportButton path="/notices/export" query={{ state }} />
        <Segmented
          aria-label={t("nav.notices")}
          value={state}
          onChange={setState}
          options={[{ value: "open", label: t("notices.open") }, { value: "closed", label: t("notices.closed") }]}
        />
      </div>
      <p className="muted">{t("notices.intro")}</p>
      <div className="sheet">
        <Loadable query={notices}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<>{t("notices.none")}<div className="muted">{t("notices.noneNext")}</div></>} />
            ) : wide ? (
              <Table
                rowKey="case_id"
                dataSource={items}
                pagination={items.length > 20 ? { pageSize: 20 } : false}
                columns={[
                  { title: t("case.subject"), dataIndex: "subject_name" },
                  { title: t("case.provision"), render: (_, notice) => `${notice.provision} ${text(notice.provision_title)}` },
                  { title: t("case.amountYuan"), align: "right", render: (_, notice) => <Amount fen={notice.amount_fen} /> },
                  { title: t("notices.term"), render: (_, notice) => <Term notice={notice} /> },
                  { title: "", render: (_, notice) => <Link to={`/notices/${notice.case_id}`}>{t("notices.view")}</Link> },
                ]}
              />
            ) : (
              <ul className="notice-cards">
                {items.map((notice) => (
                  <li key={notice.case_id}>
                    <strong>{notice.subject_name}</strong>
                    <div>{notice.provision} {text(notice.provision_title)}</div>
                    <div><Amount fen={notice.amount_fen} /> {t("amount.unit")}</div>
                    <div className="muted"><Term notice={notice} /></div>
                    <Link to={`/notices/${notice.case_id}`}>{t("notices.view")}</Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Loadable>
      </div>
    </div>
  );
}

function Term({ notice }: { notice: Notice }) {
  const { t } = useLanguage();
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {t("notices.span", { from: notice.published, to: notice.closes })} {notice.running && <Tag color="processing">{t("notices.open")}</Tag>}
    </span>
  );
}
