// A subject's record as one works on it: what is on record with its sources, facts to enter or correct, and
// all that was ever entered, when it holds and when it was known.
import { useQuery } from "@tanstack/react-query";
import { Button, Empty, Space, Tag } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Fact, Items, PastFact, SubjectSpace } from "../../api/types";
import { moment } from "../../app/format";
import { useSession } from "../../app/session";
import { Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { FactValue, RecordTable } from "../enterprise/RecordTable";
import { EnterFact, type Start } from "./EnterFact";
import { useVocabulary } from "./vocabulary";

export function RecordDesk({ space }: { space: SubjectSpace }) {
  const { t } = useLanguage();
  const { session } = useSession();
  const vocabulary = useVocabulary();
  const [entering, setEntering] = useState<Start | "new" | null>(null);
  const own = session?.subjects.some((subject) => subject.id === space.subject.id) ?? false;
  const unit = session?.roles.includes("handler") ? (session.unit?.id ?? "") : "";
  const declared = vocabulary.data?.subjects.find((type) => type.name === space.subject.type);
  const mayEnter = (fact: Fact) => (own ? fact.name !== declared?.identity : unit !== "" && fact.attested_by.includes(unit));
  const periodic = (name: string) => declared?.facts.find((fact) => fact.name === name)?.period !== undefined;
  const facts = declared?.facts.filter(mayEnter) ?? [];
  return (
    <>
      {facts.length > 0 && (
        <Space wrap style={{ marginBottom: 16 }} className="no-print">
          <Button type="primary" onClick={() => setEntering("new")}>{t(own ? "facts.declare" : "facts.attest")}</Button>
        </Space>
      )}
      <RecordTable
        record={space.record}
        action={(fact, entry) => {
          if (!facts.some((one) => one.name === fact.name)) return null;
          // Of a list the unit's own entry is corrected: a declared one leaves out what it does not contradict.
          const standing = fact.entries.find((one) => one.seq === entry.differs_from);
          if (!own && standing?.by === unit && !entry.value.startsWith("[")) {
            // What is declared of another period is attested of that period, beside what stands of its own.
            const corrects = periodic(fact.name) && entry.valid_from !== standing.valid_from ? null : standing.seq;
            return <Button size="small" onClick={() => setEntering({ fact, entry: { ...(corrects ? standing : entry), value: entry.value }, corrects })}>{t("facts.attestThis")}</Button>;
          }
          return (own ? !entry.attested : entry.by === unit) && <Button size="small" onClick={() => setEntering({ fact, entry, corrects: entry.seq })}>{t("facts.correct")}</Button>;
        }}
      />
      {entering && vocabulary.data && (
        <EnterFact subject={space.subject} vocabulary={vocabulary.data} facts={facts} attests={!own} start={entering === "new" ? null : entering} close={() => setEntering(null)} />
      )}
    </>
  );
}

export function HistoryTable({ subject }: { subject: string }) {
  const { t, text } = useLanguage();
  const past = useQuery({ queryKey: ["subject", subject, "history"], queryFn: () => request<Items<PastFact>>("GET", `/subjects/${subject}/history`) });
  const holds = (entry: PastFact) => {
    if (!entry.valid_from && !entry.valid_to) return t("facts.always");
    return t("facts.until", { from: entry.valid_from ?? "…", to: entry.valid_to ?? "…" });
  };
  return (
    <Loadable query={past}>
      {({ items }) => (
        <Rows
          rowKey="seq"
          size="small"
          dataSource={items}
          rowClassName={(entry) => (entry.superseded_on ? "past-fact" : "")}
          scroll={{ x: 860 }}
          pagination={items.length > 50 ? { pageSize: 50 } : false}
          locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("record.none")} /> }}
          columns={[
            { title: t("record.fact"), render: (_, entry) => text(entry.title) || entry.name },
            { title: t("record.value"), render: (_, entry) => <FactValue entry={entry} /> },
            { title: t("facts.by"), render: (_, entry) => <><Tag color={entry.attested ? "processing" : "default"}>{t(entry.attested ? "record.attested" : "record.declared")}</Tag> {entry.attested && entry.by}{entry.evidence && <div className="muted">{entry.evidence}</div>}</> },
            { title: t("facts.holds"), render: (_, entry) => holds(entry) },
            { title: t("facts.known"), render: (_, entry) => moment(entry.known_on) },
            { title: t("case.status"), render: (_, entry) => (entry.superseded_on ? t("facts.corrected", { at: moment(entry.superseded_on) }) : t("facts.current")) },
          ]}
        />
      )}
    </Loadable>
  );
}
