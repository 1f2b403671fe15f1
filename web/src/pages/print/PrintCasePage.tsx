// What a case was determined on, on paper: its provision alone, as it was pinned.
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Case, Explanation, ProvisionResult } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { Form } from "./Form";
import { PrintFrame } from "./PrintFrame";

export default function PrintCasePage() {
  const { id = "" } = useParams();
  const { t, text } = useLanguage();
  const general = useGeneral();
  const found = useQuery({ queryKey: ["case", id], queryFn: () => request<Case>("GET", `/cases/${id}`) });
  return (
    <PrintFrame back={`/cases/${id}`}>
      <Loadable query={found}>
        {(item) => {
          const made = item.determination;
          const provision = made?.provisions.find((one) => one.id === item.provision && one.policy === item.package);
          if (!made || !provision) return <Alert type="info" title={t("why.notKept")} />;
          const explained: ProvisionResult = { ...provision, ...(item.explanation ? { explanation: item.explanation } : {}) };
          return (
            <Form
              title={t("print.caseTitle")}
              note={t("print.caseNote")}
              on={made.on}
              policies={made.policies.filter((policy) => policy.id === item.package)}
              subject={{ ...made, label: item.subject.name, identity: item.subject_identity, provisions: [explained] }}
              more={[[t("print.reference"), item.reference], [t("case.status"), text(item.status)]]}
              assumptions={general(provision)}
              totals={false}
            />
          );
        }}
      </Loadable>
    </PrintFrame>
  );
}

/** What the document as a whole leaves open: ids without an owner (docs/policy-package.md). */
function useGeneral(): (provision: ProvisionResult) => Explanation[] {
  const { t, text, language } = useLanguage();
  const units = useUnits();
  return (provision) => provision.assumptions
    .filter((one) => !one.id.includes("/") && one.text)
    .map((one) => {
      const ruled = one.ruled_by?.length ? t("provision.ruledBy", { units: units(one.ruled_by) }) : "";
      const detail = [text(one.reason), ruled].filter(Boolean).join(language === "zh" ? "；" : "; ");
      return { kind: "assumption", id: one.id, text: one.text!, detail: { zh: detail, en: detail } };
    });
}
