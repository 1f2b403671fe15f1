// Where a case stands, by its reference number, without signing in.
import { useMutation } from "@tanstack/react-query";
import { Descriptions, Input } from "antd";
import { useEffect } from "react";
import { useSearchParams } from "react-router-dom";
import { request } from "../api/client";
import type { ReferenceStatus } from "../api/types";
import { moment } from "../app/format";
import { Due } from "../components/Due";
import { Failure } from "../components/Loadable";
import { useUnits } from "../components/units";
import { useLanguage } from "../i18n/language";

export default function StatusPage() {
  const { t, text } = useLanguage();
  const units = useUnits();
  const [query, setQuery] = useSearchParams();
  const reference = query.get("reference") ?? "";
  const find = useMutation({ mutationFn: (wanted: string) => request<ReferenceStatus>("GET", `/status/${encodeURIComponent(wanted)}`) });
  const { mutate } = find;
  useEffect(() => { if (reference) mutate(reference); }, [reference, mutate]);
  return (
    <div className="page" style={{ maxWidth: 880 }}>
      <div className="page-head"><h1>{t("nav.status")}</h1></div>
      <div className="sheet">
        <label htmlFor="reference" style={{ display: "block" }}>{t("status.reference")}</label>
        <Input.Search
          id="reference"
          style={{ maxWidth: 420, marginTop: 6 }}
          defaultValue={reference}
          allowClear
          enterButton={t("status.find")}
          onSearch={(wanted) => { if (wanted.trim()) setQuery({ reference: wanted.trim() }); }}
          loading={find.isPending}
        />
        <p className="muted">{t("status.help")}</p>
        <div aria-live="polite">
          {find.isError && <Failure error={find.error} />}
          {find.data && (
            <Descriptions
              column={1}
              bordered
              items={[
                { key: "reference", label: t("status.reference"), children: find.data.reference },
                { key: "provision", label: t("case.provision"), children: text(find.data.provision_title) },
                { key: "status", label: t("case.status"), children: text(find.data.status) },
                { key: "since", label: t("status.since"), children: moment(find.data.updated) },
                ...find.data.open_steps.map((step) => ({
                  key: step.step + step.unit, label: t("case.next"),
                  children: <>{text(step.title)}{step.unit && ` · ${units([step.unit])}`} {step.due && <Due due={step.due} overdue={step.overdue} provisional={step.provisional} />}</>,
                })),
              ]}
            />
          )}
        </div>
      </div>
    </div>
  );
}
