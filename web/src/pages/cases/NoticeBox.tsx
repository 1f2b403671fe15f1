// The public notice of a case and the objections to it.
import { Descriptions, List, Tag } from "antd";
import { Link } from "react-router-dom";
import type { Case } from "../../api/types";
import { useLanguage } from "../../i18n/language";

export function NoticeBox({ item }: { item: Case }) {
  const { t } = useLanguage();
  const { notice } = item;
  if (!notice) return null;
  return (
    <section className="sheet">
      <h2>{t("notices.title")}</h2>
      <Descriptions
        column={1}
        items={[{ key: "term", label: t("notices.term"), children: <Link to={`/notices/${notice.case_id}`}>{notice.published} – {notice.closes}</Link> }]}
      />
      {item.objections.length > 0 && (
        <List
          dataSource={item.objections}
          rowKey="id"
          renderItem={(objection) => (
            <List.Item>
              <List.Item.Meta
                title={<>{[objection.name, objection.contact].filter(Boolean).join(" · ") || t("objection.someone")} <Tag>{t(!objection.answered ? "objection.waiting" : objection.upheld ? "objection.upheld" : "objection.dismissed")}</Tag></>}
                description={<>{objection.reason}{objection.answer && <div>{t("objection.answer")} {objection.answer}</div>}</>}
              />
            </List.Item>
          )}
        />
      )}
    </section>
  );
}
