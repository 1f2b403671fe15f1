// Public notices: what is about to be decided, and until when anybody may object.
import { useQuery } from "@tanstack/react-query";
import { Button, Empty, Segmented, Table } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { Items, Notice } from "../../api/types";
import { Amount } from "../../components/Amount";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

export default function NoticesPage() {
  const { t, text } = useLanguage();
  const [state, setState] = useState<"open" | "closed">("open");
  const notices = useQuery({ queryKey: ["notices", state], queryFn: () => request<Items<Notice>>("GET", "/notices", { query: { state } }) });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.notices")}</h1>
        <span className="grow" />
        <Segmented
          value={state}
          onChange={setState}
          options={[{ value: "open", label: t("notices.open") }, { value: "closed", label: t("notices.closed") }]}
        />
      </div>
      <div className="sheet">
        <Loadable query={notices}>
          {({ items }) => (
            <Table
              rowKey="case_id"
              dataSource={items}
              pagination={items.length > 20 ? { pageSize: 20 } : false}
              scroll={{ x: 720 }}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("notices.none")} /> }}
              columns={[
                { title: t("case.subject"), dataIndex: "subject_name" },
                { title: t("case.provision"), render: (_, notice) => `${notice.provision} ${text(notice.provision_title)}` },
                { title: t("case.amountYuan"), align: "right", render: (_, notice) => <Amount fen={notice.amount_fen} /> },
                { title: t("notices.term"), render: (_, notice) => <span style={{ whiteSpace: "nowrap" }}>{notice.published} – {notice.closes}</span> },
                { title: "", render: (_, notice) => <Link to={`/notices/${notice.case_id}`}><Button size="small" tabIndex={-1}>{t("notices.view")}</Button></Link> },
              ]}
            />
          )}
        </Loadable>
      </div>
    </div>
  );
}
