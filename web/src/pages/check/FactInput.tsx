// Asks for one fact by its type: a figure, a day, a yes or no, a choice, a text, or a list of records. What a
// value must be is the service's business; here is only what its type cannot hold at all.
import { Button, Space } from "antd";
import { useState } from "react";
import type { Fact, Vocabulary } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";
import { RecordsInput } from "./RecordsInput";
import { TypedInput } from "./TypedInput";
import { useDraft } from "./answers";
import { typedOf, valueOf, type FactValue } from "./facts";
import { useWords } from "./words";

/** The service's messages about the value; none: it is right and, if wanted, taken. */
export type Offer = (value: FactValue, take: boolean) => Promise<string[]>;
export interface FactProps {
  /** The place asked for: "企业.研发费用". */
  path: string;
  fact: Fact;
  vocabulary: Vocabulary;
  /** The answer given before, if it is gone back to. */
  given: FactValue | undefined;
  onOffer: Offer;
  busy: boolean;
}

export function FactInput(props: FactProps) {
  switch (props.fact.type.kind) {
    case "list": return <RecordsInput {...props} />;
    case "boolean": return <YesNo {...props} />;
    default: return <SingleInput {...props} />;
  }
}

export function Faults({ id, messages }: { id?: string; messages: string[] }) {
  if (messages.length === 0) return null;
  return <div role="alert" id={id} className="field-fault">{messages.map((message) => <div key={message}>{message}</div>)}</div>;
}

/** Why a type cannot hold what was typed. */
export function unreadable(kind: Fact["type"]["kind"]): MessageKey {
  return kind === "number" ? "check.badNumber" : kind === "date" ? "check.badDate" : "session.required";
}

function YesNo({ fact, vocabulary, given, onOffer, busy }: FactProps) {
  const { t, fault } = useWords(vocabulary);
  const [faults, setFaults] = useState<string[]>([]);
  const answer = async (value: FactValue) => setFaults((await onOffer(value, true)).map((message) => fault(message, [fact]).message));
  const button = (value: boolean) => (
    <Button type={given === value ? "primary" : "default"} className="yes-no" disabled={busy} aria-pressed={given === undefined ? undefined : given === value} onClick={() => void answer(value)}>
      {t(value ? "check.yes" : "check.no")}
    </Button>
  );
  return (
    <>
      <Space wrap size={12}>{button(true)}{button(false)}</Space>
      <Faults messages={faults} />
    </>
  );
}

function SingleInput({ path, fact, vocabulary, given, onOffer, busy }: FactProps) {
  const { t } = useLanguage();
  const { title, fault } = useWords(vocabulary);
  const [typed, setTyped, forgetTyped] = useDraft(path, typedOf(given));
  const [faults, setFaults] = useState<string[]>([]);
  async function give(value: FactValue) {
    const wrong = await onOffer(value, true);
    setFaults(wrong.map((message) => fault(message, [fact]).message));
    if (wrong.length === 0) forgetTyped();
  }
  function submit() {
    const value = valueOf(fact.type, typed);
    if (value === undefined) setFaults([t(unreadable(fact.type.kind))]);
    else void give(value);
  }
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <TypedInput
        type={fact.type}
        vocabulary={vocabulary}
        value={typed}
        onChange={(next) => { setTyped(next); setFaults([]); }}
        label={title(fact)}
        invalid={faults.length > 0}
        describedBy="check-fault"
      />
      <Faults id="check-fault" messages={faults} />
      <Space style={{ marginTop: 12 }} wrap>
        <Button type="primary" htmlType="submit" disabled={busy}>{t("check.answer")}</Button>
        {!fact.required && <Button disabled={busy} onClick={() => void give(null)}>{t("check.none")}</Button>}
      </Space>
    </form>
  );
}
