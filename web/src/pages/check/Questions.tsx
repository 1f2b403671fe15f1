// The questions of one self-check and, beside them, what is known so far. An answer that the service refuses
// stays in its field, with the service's message under it.
import { useMutation } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useEffect, useState } from "react";
import { ApiError, request } from "../../api/client";
import type { Fact, Question, SelfCheck, Vocabulary } from "../../api/types";
import { DeterminationView } from "../../components/DeterminationView";
import { Failure } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";
import { FactInput } from "./FactInput";
import { parsePlace, withAnswer, type Answers, type FactValue } from "./facts";

interface Step { answers: Answers; checked: SelfCheck; skipped: string[] }
interface Props { type: string; vocabulary: Vocabulary; restart: () => void }

export function Questions({ type, vocabulary, restart }: Props) {
  const { t } = useLanguage();
  const units = useUnits();
  const [steps, setSteps] = useState<Step[]>([]);
  const check = useMutation({ mutationFn: (facts: Answers) => request<SelfCheck>("POST", "/self-check", { body: { subjects: { [type]: facts } } }) });
  const { mutateAsync, reset } = check;
  useEffect(() => {
    mutateAsync({}).then((checked) => setSteps([{ answers: {}, checked, skipped: [] }]), () => undefined);
  }, [mutateAsync]);

  const last = steps.at(-1);
  if (!last) {
    return <div className="sheet">{check.isError ? <Failure error={check.error} retry={restart} /> : <Skeleton active />}</div>;
  }
  const open = last.checked.questions.map((question) => ({ question, fact: factOf(question, type, vocabulary) }));
  const asked = open.find((item) => item.fact !== null && !last.skipped.includes(item.question.fact));
  const left = open.filter((item) => item !== asked);

  /** What is wrong with this value, in the service's words; takes it as the answer if nothing is. */
  async function offer(question: Question, value: FactValue, take: boolean): Promise<string[]> {
    const place = parsePlace(question.fact);
    if (!place) return [];
    const answers = withAnswer(last!.answers, place, value);
    try {
      const checked = await mutateAsync(answers);
      if (take) setSteps([...steps, { answers, checked, skipped: last!.skipped }]);
      return [];
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 422) return [];
      reset();
      const { errors, detail, title } = error.problem;
      return errors?.length ? errors.map((entry) => entry.message) : [detail || title];
    }
  }
  const skip = (question: Question) => setSteps([...steps, { ...last, skipped: [...last.skipped, question.fact] }]);

  return (
    <div className="check-desk">
      <section className="sheet" aria-live="polite">
        {check.isError && <Failure error={check.error} />}
        {asked?.fact ? (
          <div key={asked.question.fact}>
            <p className="check-count muted">{t("check.count", { at: steps.length })}</p>
            <Asked question={asked.question} fact={asked.fact} />
            <FactInput
              fact={asked.fact}
              vocabulary={vocabulary}
              busy={check.isPending}
              onOffer={(value, take) => offer(asked.question, value, take)}
            />
            <p className="check-skip">
              <Button type="link" onClick={() => skip(asked.question)}>{t("check.unknown")}</Button>
              {asked.question.ask.length > 0 && <span className="muted">{t("check.ask", { units: units(asked.question.ask) })}</span>}
            </p>
          </div>
        ) : <Finished left={left.map((item) => item.question)} />}
        <div className="check-foot">
          <Button disabled={steps.length === 1} onClick={() => { reset(); setSteps(steps.slice(0, -1)); }}>{t("check.back")}</Button>
          <Button onClick={restart}>{t("check.restart")}</Button>
          {!asked && last.skipped.length > 0 && (
            <Button onClick={() => setSteps([...steps, { ...last, skipped: [] }])}>{t("check.askAgain")}</Button>
          )}
        </div>
      </section>
      <section className="sheet" aria-live="polite" aria-label={t("check.result")}>
        <h2 className="check-question">{t("check.result")}</h2>
        <DeterminationView determination={last.checked.determination} />
      </section>
    </div>
  );
}

const phrase: Partial<Record<Fact["type"]["kind"], MessageKey>> = {
  boolean: "check.askBoolean", number: "check.askNumber", date: "check.askDate", list: "check.askList", code: "check.askCode",
};

function Asked({ question, fact }: { question: Question; fact: Fact }) {
  const { t, text } = useLanguage();
  const title = text(fact.title) || fact.name;
  return (
    <>
      <h2 className="check-question">{t(phrase[fact.type.kind] ?? "check.askText", { title })}</h2>
      {text(fact.help) && <p>{text(fact.help)}</p>}
      <p className="muted">{t("check.decides", { count: question.provisions.length })}</p>
    </>
  );
}

/** Nothing more to ask; what is still not known, and who knows it. */
function Finished({ left }: { left: Question[] }) {
  const { t, text } = useLanguage();
  const units = useUnits();
  return (
    <>
      <h2 className="check-question">{t("check.finished")}</h2>
      <p>{t("check.finishedNext")}</p>
      {left.length > 0 && (
        <>
          <h3 className="check-left">{t("check.left")}</h3>
          <ul className="check-left-list">
            {left.map((question) => (
              <li key={question.fact}>
                {text(question.title) || question.fact}
                {question.ask.length > 0 && <div className="muted">{t("check.ask", { units: units(question.ask) })}</div>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
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
