// One fact of a subject entered by hand: declared by the subject, attested by a unit, or corrected.
import { useQueryClient } from "@tanstack/react-query";
import { Checkbox, Input, Modal, Select } from "antd";
import { useState } from "react";
import { ApiError, request } from "../../api/client";
import type { Fact, RecordEntry, RecordFact, Subject, Vocabulary } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { FactInput, type Offer } from "../check/FactInput";
import type { FactValue } from "../check/facts";
import "../check/check.css";
import "./subjects.css";

export interface Correction { fact: RecordFact; entry: RecordEntry }
interface Props {
  subject: Subject;
  vocabulary: Vocabulary;
  /** Those that the person may enter. */
  facts: Fact[];
  /** Attested by a unit, which names a document; else declared by the subject. */
  attests: boolean;
  correction: Correction | null;
  close: () => void;
}

function messagesOf(error: unknown): string[] {
  if (!(error instanceof ApiError)) return [String(error)];
  const listed = error.problem.errors?.map((entry) => entry.message) ?? [];
  return listed.length > 0 ? listed : [[error.problem.title, error.problem.detail].filter((part) => part !== "").join("；")];
}

function held(correction: Correction | null): FactValue | undefined {
  if (!correction) return undefined;
  try {
    return JSON.parse(correction.entry.value) as FactValue;
  } catch {
    return undefined;
  }
}

export function EnterFact({ subject, vocabulary, facts, attests, correction, close }: Props) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const [name, setName] = useState(correction?.fact.name ?? facts[0]?.name ?? "");
  const [from, setFrom] = useState(correction?.entry.valid_from ?? "");
  const [evidence, setEvidence] = useState("");
  const [whole, setWhole] = useState(correction ? !correction.entry.open : false);
  const [busy, setBusy] = useState(false);
  const fact = facts.find((one) => one.name === name);
  const offer: Offer = async (value, take) => {
    setBusy(true);
    try {
      if (!take) {
        // Whether it can be read at all, as a self-check reads it; nothing is entered.
        await request("POST", "/self-check", { body: { subjects: [{ [subject.type]: { [name]: value } }] } });
        return [];
      }
      await request("POST", `/subjects/${subject.id}/facts`, {
        body: {
          name,
          value,
          ...(fact?.type.kind === "list" ? { open: !whole } : {}),
          ...(from ? { valid_from: from } : {}),
          ...(evidence.trim() ? { evidence: evidence.trim() } : {}),
          ...(correction ? { supersedes: correction.entry.seq } : {}),
        },
      });
      await client.invalidateQueries({ queryKey: ["subject"] });
      close();
      return [];
    } catch (error) {
      return messagesOf(error);
    } finally {
      setBusy(false);
    }
  };
  const title = correction ? `${t("facts.correct")}：${text(correction.fact.title) || correction.fact.name}` : t(attests ? "facts.attest" : "facts.declare");
  return (
    <Modal open title={title} footer={null} onCancel={close} destroyOnHidden width={640}>
      {!fact ? <p className="muted">{t("facts.noneToEnter")}</p> : (
        <div className="enter-fact">
          {!correction && (
            <label><span>{t("facts.which")}</span>
              <Select showSearch={{ optionFilterProp: "label" }} aria-label={t("facts.which")} value={name} onChange={setName} options={facts.map((one) => ({ value: one.name, label: text(one.title) || one.name }))} />
            </label>
          )}
          {text(fact.help) && <p className="muted">{text(fact.help)}</p>}
          <label><span>{t("facts.from")}</span><Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} /></label>
          {attests && <label><span>{t("facts.evidence")}</span><Input maxLength={200} value={evidence} onChange={(event) => setEvidence(event.target.value)} /></label>}
          {fact.type.kind === "list" && (
            <div>
              <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>{t("facts.whole")}</Checkbox>
              <span className="muted">{t("facts.wholeHelp")}</span>
            </div>
          )}
          <FactInput key={name} path={`record.${subject.id}.${correction?.entry.seq ?? 0}.${name}`} fact={fact} vocabulary={vocabulary} given={held(correction)} onOffer={offer} busy={busy} />
        </div>
      )}
    </Modal>
  );
}
