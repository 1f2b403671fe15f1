// The self-check: without signing in, one question at a time, only what can still change the answer. What was
// answered stays in the browser's tab until it is closed or started again.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Items, PackageSummary, Provision, Vocabulary } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { Questions } from "./Questions";
import { forget, load, save, type Kept } from "./answers";
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
  const path = `/packages/${packageId}`;
  const vocabulary = useQuery({ queryKey: [path, "vocabulary"], queryFn: () => request<Vocabulary>("GET", `${path}/vocabulary`), staleTime: Infinity });
  const provisions = useQuery({ queryKey: [path, "provisions"], queryFn: () => request<Items<Provision>>("GET", `${path}/provisions`), staleTime: Infinity });
  const [kept, setKept] = useState<Kept | null>(load);
  // By what is kept then: what was asked of the service is answered a moment later, and more may be kept by then.
  const keep = (change: (now: Kept | null) => Kept | null) => setKept((now) => {
    const next = change(now);
    if (next !== null && next !== now) save(next);
    return next;
  });
  return (
    <Loadable query={vocabulary}>
      {(words) => {
        if (kept && words.subjects.some((subject) => subject.name === kept.type)) {
          return <Questions kept={kept} keep={keep} vocabulary={words} restart={() => { forget(); keep(() => null); }} />;
        }
        return <Loadable query={provisions}>{({ items }) => <Types vocabulary={words} provisions={items} choose={(type) => keep(() => ({ type, given: [] }))} />}</Loadable>;
      }}
    </Loadable>
  );
}

function Types({ vocabulary, provisions, choose }: { vocabulary: Vocabulary; provisions: Provision[]; choose: (type: string) => void }) {
  const { t, text } = useLanguage();
  return (
    <div className="sheet">
      <h2 className="check-question">{t("check.who")}</h2>
      <p className="muted">{t("check.how")}</p>
      <ul className="check-types">
        {vocabulary.subjects.map((subject) => {
          const own = provisions.filter((provision) => provision.subject === subject.name);
          return own.length === 0 ? null : (
            <li key={subject.name}>
              <Button onClick={() => choose(subject.name)}>
                <strong>{text(subject.title) || subject.name}</strong>
                <span className="muted">{t("check.typeCount", { count: own.length })}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
