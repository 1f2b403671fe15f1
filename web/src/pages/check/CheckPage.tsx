// The self-check: without signing in, one question at a time, only what can still change the answer.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Items, PackageSummary, Provision, Vocabulary } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { Questions } from "./Questions";
import "./check.css";

export default function CheckPage() {
  const { t } = useLanguage();
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  return (
    <div className="page">
      <div className="page-head"><h1>{t("nav.check")}</h1><span className="muted">{t("check.promise")}</span></div>
      <Loadable query={packages}>
        {({ items }) => {
          const main = items.find((item) => !item.sample) ?? items[0];
          return main ? <Check packageId={main.id} /> : null;
        }}
      </Loadable>
    </div>
  );
}

function Check({ packageId }: { packageId: string }) {
  const { t, text } = useLanguage();
  const path = `/packages/${packageId}`;
  const vocabulary = useQuery({ queryKey: [path, "vocabulary"], queryFn: () => request<Vocabulary>("GET", `${path}/vocabulary`), staleTime: Infinity });
  const provisions = useQuery({ queryKey: [path, "provisions"], queryFn: () => request<Items<Provision>>("GET", `${path}/provisions`), staleTime: Infinity });
  const [type, setType] = useState<string | null>(null);
  if (type !== null && vocabulary.data) return <Questions key={type} type={type} vocabulary={vocabulary.data} restart={() => setType(null)} />;
  return (
    <Loadable query={vocabulary}>
      {(words) => (
        <Loadable query={provisions}>
          {({ items }) => (
            <div className="sheet">
              <h2 className="check-question">{t("check.who")}</h2>
              <p className="muted">{t("check.how")}</p>
              <ul className="check-types">
                {words.subjects.map((subject) => {
                  const own = items.filter((provision) => provision.subject === subject.name);
                  return own.length === 0 ? null : (
                    <li key={subject.name}>
                      <Button onClick={() => setType(subject.name)}>
                        <strong>{text(subject.title) || subject.name}</strong>
                        <span className="muted">{t("check.typeCount", { count: own.length })}</span>
                      </Button>
                    </li>
                  );
                })}
              </ul>
            </div>
          )}
        </Loadable>
      )}
    </Loadable>
  );
}
