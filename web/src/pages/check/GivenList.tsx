// What was answered, each with the way back to it.
import { Button } from "antd";
import type { Vocabulary } from "../../api/types";
import type { Given } from "./answers";
import type { Answers } from "./facts";
import { factAt, useWords } from "./words";

interface Props { given: readonly Given[]; answers: Answers; vocabulary: Vocabulary; current: string | null; change: (fact: string) => void }

export function GivenList({ given, answers, vocabulary, current, change }: Props) {
  const { t, value, place } = useWords(vocabulary);
  return (
    <details className="sheet check-given" open>
      <summary>{t("check.given", { count: given.length })}</summary>
      <dl>
        {given.map((one) => {
          const fact = factAt(one.fact, vocabulary);
          const name = place(one.fact, answers);
          return (
            <div key={one.fact} className={one.fact === current ? "current" : undefined}>
              <dt>{name}</dt>
              <dd>
                {one.value === undefined || !fact ? <span className="muted">{t("check.skipped")}</span> : value(fact.type, one.value)}
                <Button type="link" size="small" disabled={one.fact === current} aria-label={t("check.changeOf", { name })} onClick={() => change(one.fact)}>{t("check.change")}</Button>
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}
