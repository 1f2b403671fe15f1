// One subject as a unit or an auditor sees it: its record with sources and history, what follows from it, its
// cases.
import { useQuery } from "@tanstack/react-query";
import { Alert, Tabs } from "antd";
import { Link, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { SubjectSpace } from "../../api/types";
import { hasRole, useSession } from "../../app/session";
import { DeterminationView } from "../../components/DeterminationView";
import { Identity } from "../../components/Identity";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { CaseTable } from "../cases/CaseTable";
import { HistoryTable, RecordDesk } from "./RecordDesk";
import { SuccessionDesk } from "./SuccessionDesk";

export default function SubjectPage() {
  const { t } = useLanguage();
  const { id = "" } = useParams();
  const { session } = useSession();
  const space = useQuery({ queryKey: ["subject", id], queryFn: () => request<SubjectSpace>("GET", `/subjects/${id}`) });
  return (
    <div className="page">
      <p className="no-print"><Link to="/subjects">{t("nav.subjects")}</Link></p>
      <Loadable query={space}>
        {(loaded) => (
          <>
            <div className="page-head">
              <h1>{loaded.subject.name || loaded.subject.identity}</h1>
              <span className="muted"><Identity subject={id} identity={loaded.subject.identity} /></span>
            </div>
            {loaded.unreadable.length > 0 && <Alert type="warning" showIcon title={t("enterprise.unreadable", { count: loaded.unreadable.length })} />}
            <div className="sheet">
              <Tabs
                items={[
                  { key: "record", label: t("subjects.record"), children: <RecordDesk space={loaded} /> },
                  { key: "history", label: t("subjects.history"), children: <HistoryTable subject={id} /> },
                  { key: "successions", label: `${t("subjects.successions")} (${loaded.successions.length})`, children: <SuccessionDesk space={loaded} records={hasRole(session, "handler")} /> },
                  { key: "due", label: t("subjects.due"), children: <DeterminationView determination={loaded.determination} /> },
                  { key: "cases", label: `${t("subjects.cases")} (${loaded.cases.length})`, children: <CaseTable cases={loaded.cases} empty={t("cases.none")} /> },
                ]}
              />
            </div>
          </>
        )}
      </Loadable>
    </div>
  );
}
