// Asks for one fact by its type: a figure, a day, a yes or no, a choice, a text, or a list of records. What a
// value must be is the service's business; here is only what its type cannot hold at all.
import { Button, Space } from "antd";
import { useState } from "react";
import type { Fact, Vocabulary } from "../../api/types";
import { plainMessage } from "../../app/format";
import { useLanguage } from "../../i18n/language";
import { RecordsInput } from "./RecordsInput";
import { TypedInput } from "./TypedInput";
import { valueOf, type FactValue } from "./facts";

/** Messages about the value; none: it is right and, if wanted, taken. */
export type Offer = (value: FactValue, take: boolean) => Promise<string[]>;
export interface FactProps { fact: Fact; vocabulary: Vocabulary; onOffer: Offer; busy: boolean }

export function FactInput(props: FactProps) {
  switch (props.fact.type.kind) {
    case "list": return <RecordsInput {...props} />;
    case "boolean": return <YesNo {...props} />;
    default: return <SingleInput {...props} />;
  }
}

export function Faults({ messages }: { messages: string[] }) {
  if (messages.length === 0) return null;
  return <div role="alert" className="field-fault">{messages.map((message) => <div key={message}>{plainMessage(message)}</div>)}</div>;
}

function YesNo({ fact, onOffer, busy }: FactProps) {
  const { t } = useLanguage();
  const [faults, setFaults] = useState<string[]>([]);
  const answer = async (value: FactValue) => setFaults(await onOffer(value, true));
  return (
    <>
      <Space wrap size={12}>
        <Button type="primary" disabled={busy} onClick={() => void answer(true)}>{t("check.yes")}</Button>
        <Button disabled={busy} onClick={() => void answer(false)}>{t("check.no")}</Button>
      </Space>
      <Faults key={fact.name} messages={faults} />
    </>
  );
}

function SingleInput({ fact, vocabulary, onOffer, busy }: FactProps) {
  const { t, text } = useLanguage();
  const [typed, setTyped] = useState("");
  const [faults, setFaults] = useState<string[]>([]);
  async function submit() {
    const value = valueOf(fact.type, typed);
    setFaults(value === undefined ? [t("check.badValue")] : await onOffer(value, true));
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <TypedInput
        type={fact.type}
        vocabulary={vocabulary}
        value={typed}
        onChange={(next) => { setTyped(next); setFaults([]); }}
        label={text(fact.title) || fact.name}
        invalid={faults.length > 0}
      />
      <Faults messages={faults} />
      <Space style={{ marginTop: 12 }} wrap>
        <Button type="primary" htmlType="submit" disabled={busy || typed === ""}>{t("check.answer")}</Button>
        {!fact.required && <Button disabled={busy} onClick={() => void onOffer(null, true).then(setFaults)}>{t("check.none")}</Button>}
      </Space>
    </form>
  );
}
