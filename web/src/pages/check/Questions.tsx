// The questions of one self-check and, beside them, what is known so far. Every answer can be gone back to; one
// that the service refuses stays in its field, with the service's message under it.
import { PrinterOutlined } from "@ant-design/icons";
import { Button, Skeleton } from "antd";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router-dom";
import { ApiError } from "../../api/client";
import type { Fact, Question, Vocabulary } from "../../api/types";
import { DeterminationView } from "../../components/DeterminationView";
import { Failure } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";
import { FactInput } from "./FactInput";
import { GivenList } from "./GivenList";
import { answersOf, withGiven, type Given, type Kept } from "./answers";
import { parsePlace, withAnswer, type Answers, type FactValue } from "./facts";
import { useSelfCheck } from "./useSelfCheck";
import { factAt, useWords } from "./words";

interface Props { kept: Kept; keep: (change: (now: Kept | null) => Kept | null) => void; vocabulary: Vocabulary; restart: () => void }

export function Questions({ kept, keep, vocabulary, restart }: Props) {
  const { t } = useLanguage();
  const { type, given } = kept;
  const answers = answersOf(given);
  const { query, attempt } = useSelfCheck(type, answers);
  // The answer that is gone back to; null: the next question.
  const [back, setBack] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const answered = given.findIndex((one) => one.fact === back);

  if (!query.data) {
    return (
      <div className="sheet">
        {query.isError
          ? <><Failure error={query.error} retry={() => void query.refetch()} /><div className="check-foot"><Button onClick={restart}>{t("check.restart")}</Button></div></>
          : <div role="status" aria-busy="true" aria-label={t("app.loading")}><Skeleton active /></div>}
      </div>
    );
  }
  const { questions, determination } = query.data;
  const skipped = new Set(given.filter((one) => one.value === undefined).map((one) => one.fact));
  const open = questions.filter((question) => factAt(question.fact, vocabulary) !== null);
  const next = open.find((question) => !skipped.has(question.fact));
  const asked = back ?? next?.fact ?? null;
  const fact = asked === null ? null : factAt(asked, vocabulary);
  const question = questions.find((one) => one.fact === asked);

  /** Takes an answer to the question that is shown now; who has turned to another by the time it is taken stays there. */
  function put(answer: Given) {
    keep((now) => (now?.type === type ? { type, given: withGiven(now.given, answer) } : now));
    setBack((now) => (now === back ? null : now));
    setFailed(null);
  }
  /** What is wrong with this value, in the service's words; takes it as the answer if nothing is. */
  async function offer(place: string, value: FactValue, take: boolean): Promise<string[]> {
    const where = parsePlace(place);
    if (!where) return [];
    setBusy(true);
    try {
      await attempt(withAnswer(answers, where, value));
      if (take) put({ fact: place, value });
      return [];
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 422) {
        setFailed(error);
        return [error instanceof ApiError ? error.problem.title : String(error)];
      }
      const { errors, detail, title } = error.problem;
      return errors?.length ? errors.map((entry) => entry.message) : [detail || title];
    } finally {
      setBusy(false);
    }
  }
  const before = back === null ? given.at(-1) : given[answered - 1];

  return (
    <div className="check-desk">
      <div className="check-asking">
        <section className="sheet">
          {failed !== null && <Failure error={failed} />}
          {asked !== null && fact ? (
            <div key={asked + (back === null ? "" : " again")}>
              <p className="check-count muted">{t("check.count", { at: back === null ? given.length + 1 : answered + 1 })}</p>
              <Asked path={asked} fact={fact} vocabulary={vocabulary} provisions={question?.provisions.length ?? 0} answers={answers} first={given.length === 0} />
              <FactInput
                path={asked}
                fact={fact}
                vocabulary={vocabulary}
                given={given.find((one) => one.fact === asked)?.value === undefined ? undefined : answerAt(asked, answers)}
                busy={busy}
                onOffer={(value, take) => offer(asked, value, take)}
              />
              <p className="check-skip">
                <Button type="link" onClick={() => put({ fact: asked })}>{t("check.unknown")}</Button>
                {question && <Ask question={question} />}
              </p>
            </div>
          ) : <Finished left={questions} vocabulary={vocabulary} answers={answers} />}
          <div className="check-foot">
            <Button disabled={!before} onClick={() => before && setBack(before.fact)}>{t("check.back")}</Button>
            {back !== null && <Button onClick={() => setBack(null)}>{t("check.leave")}</Button>}
            {asked === null && skipped.size > 0 && (
              <Button onClick={() => keep(() => ({ type, given: given.filter((one) => one.value !== undefined) }))}>{t("check.askAgain")}</Button>
            )}
            <Button onClick={restart}>{t("check.restart")}</Button>
          </div>
        </section>
        {given.length > 0 && <GivenList given={given} answers={answers} vocabulary={vocabulary} current={back} change={setBack} />}
      </div>
      <section className="sheet" aria-label={t("check.result")} aria-busy={query.isFetching}>
        <div className="check-result-head">
          <h2 className="check-question">{t("check.result")}</h2>
          <Link to="/print/check" className="no-print"><PrinterOutlined aria-hidden /> {t("check.print")}</Link>
        </div>
        <DeterminationView determination={determination} />
      </section>
    </div>
  );
}

function answerAt(path: string, answers: Answers): FactValue | undefined {
  const place = parsePlace(path);
  const held = place ? answers[place.fact] : undefined;
  if (!place?.field || !place.index) return held;
  return Array.isArray(held) ? held[place.index - 1]?.[place.field] : undefined;
}

function Ask({ question }: { question: Question }) {
  const { t } = useLanguage();
  const units = useUnits();
  return question.ask.length > 0 ? <span className="muted">{t("check.ask", { units: units(question.ask) })}</span> : null;
}

const phrase: Partial<Record<Fact["type"]["kind"], MessageKey>> = {
  boolean: "check.askBoolean", number: "check.askNumber", date: "check.askDate", list: "check.askList", code: "check.askCode",
};

interface AskedProps { path: string; fact: Fact; vocabulary: Vocabulary; provisions: number; answers: Answers; first: boolean }

function Asked({ path, fact, vocabulary, provisions, answers, first }: AskedProps) {
  const { t, text, place } = useWords(vocabulary);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever goes on by keyboard or ear is taken to the new question; a page just opened keeps its focus.
  const arrived = useRef(first);
  useEffect(() => {
    if (!arrived.current) heading.current?.focus();
    arrived.current = true;
  }, []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className="check-question">{t(phrase[fact.type.kind] ?? "check.askText", { title: place(path, answers) })}</h2>
      {text(fact.help) && <p>{text(fact.help)}</p>}
      {provisions > 0 && <p className="muted">{t("check.decides", { count: provisions })}</p>}
    </>
  );
}

/** Nothing more to ask; what is still not known, and who knows it. */
function Finished({ left, vocabulary, answers }: { left: Question[]; vocabulary: Vocabulary; answers: Answers }) {
  const { t, text, place } = useWords(vocabulary);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className="check-question">{t("check.finished")}</h2>
      <p>{t(left.length > 0 ? "check.finishedLeft" : "check.finishedNext")}</p>
      {left.length > 0 && (
        <>
          <h3 className="check-left">{t("check.left")}</h3>
          <ul className="check-left-list">
            {left.map((question) => (
              <li key={question.kind + question.fact}>
                {factAt(question.fact, vocabulary) ? place(question.fact, answers) : text(question.title) || question.fact}
                <div><Ask question={question} /></div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
