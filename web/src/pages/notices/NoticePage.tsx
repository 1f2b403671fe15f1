// One public notice, and the way to object to it.
import { useQuery } from "@tanstack/react-query";
import { Alert, Descriptions } from "antd";
import { useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Notice } from "../../api/types";
import { Amount } from "../../components/Amount";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { ObjectionForm } from "./ObjectionForm";

export default function NoticePage() {
  const { id = "" } = useParams();
  const { t, text } = useLanguage();
  const notice = useQuery({ queryKey: ["notice", id], queryFn: () => request<Notice>("GET", `/notices/${id}`) });
  return (
    <div className="page" style={{ maxWidth: 880 }}>
      <div className="page-head"><h1>{t("notices.title")}</h1></div>
      <Loadable query={notice}>
        {(loaded) => (
          <>
            <div className="sheet">
              <Descriptions
                column={1}
                items={[
                  { key: "subject", label: t("case.subject"), children: loaded.subject_name },
                  { key: "provision", label: t("case.provision"), children: `${loaded.provision} ${text(loaded.provision_title)}` },
                  { key: "amount", label: t("case.amountYuan"), children: <Amount fen={loaded.amount_fen} /> },
                  { key: "term", label: t("notices.term"), children: t("notices.span", { from: loaded.published, to: loaded.closes }) },
                ]}
              />
            </div>
            <div className="sheet no-print" style={{ marginTop: 16 }}>
              {loaded.running ? <ObjectionForm path={`/notices/${id}/objections`} /> : <Alert type="info" showIcon title={t("notices.over", { closes: loaded.closes })} />}
            </div>
          </>
        )}
      </Loadable>
    </div>
  );
}
