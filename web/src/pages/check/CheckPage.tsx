// The self-check: without signing in, one question at a time, only what can still change the answer.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Radio, Result } from "antd";
import { useEffect, useState } from "react";
import { request } from "../../api/client";
import type { Fact, Items, PackageSummary, Provision, Question, SelfCheck, Vocabulary } from "../../api/types";
import { DeterminationView } from "../../components/DeterminationView";
import { Failure, Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { FactInput } from "./FactInput";
import { parsePlace, withAnswer, type Answers, type FactValue } from "./facts";
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
        <div className="sheet">
          <h2 className="check-question">{t("check.who")}</h2>
          <Radio.Group className="check-types" onChange={(event) => setType(String(event.target.value))}>
            {words.subjects
              .filter((subject) => provisions.data?.items.some((provision) => provision.subject === subject.name))
              .map((subject) => <Radio.Button key={subject.name} value={subject.name}>{text(subject.title) || subject.name}</Radio.Button>)}
          </Radio.Group>
        </div>
      )}
    </Loadable>
  );
}

function Questions({ type, vocabulary, restart }: { type: string; vocabulary: Vocabulary; restart: () => void }) {
  const { t, text } = useLanguage();
  const [history, setHistory] = useState<Answers[]>([{}]);
  const [skipped, setSkipped] = useState<string[]>([]);
  const answers = history.at(-1)!;
  const check = useMutation({ mutationFn: (facts: Answers) => request<SelfCheck>("POST", "/self-check", { body: { subjects: { [type]: facts } } }) });
  const { mutate } = check;
  useEffect(() => mutate(answers), [answers, mutate]);

  const asked = check.data?.questions
    .map((question) => ({ question, fact: factOf(question, type, vocabulary) }))
    .find((item) => item.fact !== null && !skipped.includes(item.question.fact));
  function answer(question: Question, value: FactValue) {
    const place = parsePlace(question.fact);
    if (place) setHistory([...history, withAnswer(answers, place, value)]);
  }
  function back() {
    setSkipped([]);
    setHistory(history.slice(0, -1));
  }
  return (
    <div className="check-desk">
      <section className="sheet" aria-live="polite">
        {check.isError && <Failure error={check.error} retry={() => mutate(answers)} />}
        {asked?.fact ? (
          <div key={asked.question.fact}>
            <h2 className="check-question">{text(asked.fact.title) || asked.fact.name}</h2>
            {text(asked.fact.help) && <p className="muted">{text(asked.fact.help)}</p>}
            <p className="muted">{t("check.decides", { provisions: asked.question.provisions.map((id) => id.split("/").pop()).join("、") })}</p>
            <FactInput fact={asked.fact} vocabulary={vocabulary} busy={check.isPending} onAnswer={(value) => answer(asked.question, value)} />
            <Button type="link" className="check-skip" onClick={() => setSkipped([...skipped, asked.question.fact])}>{t("check.unknown")}</Button>
          </div>
        ) : check.data ? <Result status="success" title={t("check.finished")} subTitle={t("check.finishedNext")} /> : null}
        <div className="check-foot">
          <Button disabled={history.length === 1} onClick={back}>{t("check.back")}</Button>
          <Button onClick={restart}>{t("check.restart")}</Button>
        </div>
      </section>
      <section className="sheet" aria-live="polite" aria-label={t("check.result")}>
        <h2 className="check-question">{t("check.result")}</h2>
        {check.data && <DeterminationView determination={check.data.determination} />}
      </section>
    </div>
  );
}

/** The declaration of what a question asks for; null if a form cannot ask for it. */
function factOf(question: Question, type: string, vocabulary: Vocabulary): Fact | null {
  const place = parsePlace(question.fact);
  if (place?.subject !== type) return null;
  const fact = vocabulary.subjects.find((subject) => subject.name === type)?.facts.find((item) => item.name === place.fact);
  if (!fact) return null;
  if (place.field !== undefined) {
    const record = vocabulary.records.find((item) => item.name === fact.type.element?.record);
    return record?.fields.find((field) => field.name === place.field) ?? null;
  }
  const askable = fact.type.kind !== "list" || fact.type.element?.kind === "record";
  return askable && fact.type.kind !== "record" ? fact : null;
}
