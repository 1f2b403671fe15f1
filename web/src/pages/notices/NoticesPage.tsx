// Public notices: what is about to be decided, and until when anybody may object.
import { Empty, Grid, Pagination, Segmented, Table, Tag } from "antd";
import { Link, useSearchParams } from "react-router-dom";
import type { Items, Notice } from "../../api/types";
import { Amount } from "../../components/Amount";
import { ExportButton } from "../../components/ExportButton";
import { Loadable } from "../../components/Loadable";
import { usePaged } from "../../components/paged";
import { useLanguage } from "../../i18n/language";
import "./notices.css";

export default function NoticesPage() {
  const { t, text } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const [search, setSearch] = useSearchParams();
  const state = search.get("state") === "closed" ? "closed" : "open";
  const { found: notices, pagination } = usePaged<Items<Notice>>("notices", "/notices", { state }, (page) => page.total ?? 0);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.notices")}</h1>
        <span className="grow" />
        <ExportButton path="/notices/export" query={{ state }} />
        <Segmented
          aria-label={t("nav.notices")}
          value={state}
          onChange={(wanted) => setSearch(wanted === "open" ? {} : { state: wanted })}
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
                rowKey={(notice) => notice.case_id + notice.published}
                dataSource={items}
                pagination={pagination}
                columns={[
                  { title: t("case.subject"), dataIndex: "subject_name" },
                  { title: t("case.provision"), render: (_, notice) => `${notice.provision} ${text(notice.provision_title)}` },
                  { title: t("case.amountYuan"), align: "right", render: (_, notice) => <Amount fen={notice.amount_fen} /> },
                  { title: t("notices.term"), render: (_, notice) => <Term notice={notice} /> },
                  { title: "", render: (_, notice) => <Link to={`/notices/${notice.case_id}`}>{t("notices.view")}</Link> },
                ]}
              />
            ) : (
              <>
                <ul className="notice-cards">
                  {items.map((notice) => (
                    <li key={notice.case_id + notice.published}>
                      <strong>{notice.subject_name}</strong>
                      <div>{notice.provision} {text(notice.provision_title)}</div>
                      <div><Amount fen={notice.amount_fen} /> {t("amount.unit")}</div>
                      <div className="muted"><Term notice={notice} /></div>
                      <Link to={`/notices/${notice.case_id}`}>{t("notices.view")}</Link>
                    </li>
                  ))}
                </ul>
                {pagination && <Pagination {...pagination} size="small" />}
              </>
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
