// One fact of a subject entered by hand: declared by the subject, attested by a unit, or corrected.
import { useQueryClient } from "@tanstack/react-query";
import { Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { ApiError, request } from "../../api/client";
import type { Fact, RecordEntry, RecordFact, Subject, Vocabulary } from "../../api/types";
import { lastOver } from "../../app/periods";
import { useSession } from "../../app/session";
import { Dialog } from "../../components/Dialog";
import { PeriodSelect } from "../../components/PeriodSelect";
import { useLanguage } from "../../i18n/language";
import { FactInput, type Offer } from "../check/FactInput";
import type { FactValue } from "../check/facts";
import "../check/check.css";
import "./subjects.css";

/** What the form starts with; `corrects`: the entry that the new one takes the place of, none if both stand. */
export interface Start { fact: RecordFact; entry: RecordEntry; corrects: number | null }
interface Props {
  subject: Subject;
  vocabulary: Vocabulary;
  /** Those that the person may enter. */
  facts: Fact[];
  /** Attested by a unit, which names a document; else declared by the subject. */
  attests: boolean;
  start: Start | null;
  close: () => void;
}

function messagesOf(error: unknown): string[] {
  if (!(error instanceof ApiError)) return [String(error)];
  const listed = error.problem.errors?.map((entry) => entry.message) ?? [];
  return listed.length > 0 ? listed : [[error.problem.title, error.problem.detail].filter((part) => part !== "").join(" · ")];
}

function held(start: Start | null): FactValue | undefined {
  if (!start) return undefined;
  try {
    return JSON.parse(start.entry.value) as FactValue;
  } catch {
    return undefined;
  }
}

export function EnterFact({ subject, vocabulary, facts, attests, start, close }: Props) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const [name, setName] = useState(start?.fact.name ?? facts[0]?.name ?? "");
  const { space } = useSession();
  const fact = facts.find((one) => one.name === name);
  const usual = fact?.period && space ? lastOver(fact.period.length, space.today) : "";
  const [given, setFrom] = useState(start?.entry.valid_from ?? null);
  const from = given ?? usual;
  const [evidence, setEvidence] = useState("");
  const [whole, setWhole] = useState(start ? !start.entry.open : false);
  const [busy, setBusy] = useState(false);
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
          ...(start?.corrects ? { supersedes: start.corrects } : {}),
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
  const title = start ? `${t(start.corrects ? "facts.correct" : "facts.attestThis")} · ${text(start.fact.title) || start.fact.name}` : t(attests ? "facts.attest" : "facts.declare");
  return (
    <Dialog open title={title} footer={null} onCancel={close} destroyOnHidden width={640}>
      {!fact ? <p className="muted">{t("facts.noneToEnter")}</p> : (
        <div className="enter-fact">
          {!start && (
            <label><span>{t("facts.which")}</span>
              <Select showSearch={{ optionFilterProp: "label" }} aria-label={t("facts.which")} value={name} onChange={(next) => { setName(next); setFrom(null); }} options={facts.map((one) => ({ value: one.name, label: text(one.title) || one.name }))} />
            </label>
          )}
          {text(fact.help) && <p className="muted">{text(fact.help)}</p>}
          <label>
            <span>{fact.period ? t("facts.ofPeriod", { period: text(fact.period.title) }) : t("facts.from")}</span>
            {fact.period
              ? <PeriodSelect label={t("facts.ofPeriod", { period: text(fact.period.title) })} length={fact.period.length} value={from} onChange={setFrom} />
              : <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}
          </label>
          {attests && <label><span>{t("facts.evidence")}</span><Input maxLength={200} value={evidence} onChange={(event) => setEvidence(event.target.value)} /></label>}
          {fact.type.kind === "list" && (
            <div>
              <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>{t("facts.whole")}</Checkbox>
              <span className="muted">{t("facts.wholeHelp")}</span>
            </div>
          )}
          <FactInput key={name} path={`record.${subject.id}.${start?.entry.seq ?? 0}.${name}`} fact={fact} vocabulary={vocabulary} given={held(start)} onOffer={offer} busy={busy} />
        </div>
      )}
    </Dialog>
  );
}
