// What is on record of a subject: every fact with its value, who says so and since when. A conflict is
// shown, never settled silently.
import { Empty, Tag } from "antd";
import type { ReactNode } from "react";
import type { RecordEntry, RecordFact } from "../../api/types";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";

interface Props {
  record: RecordFact[];
  /** What can be done with an entry, if anything. */
  action?: (fact: RecordFact, entry: RecordEntry) => ReactNode;
}

export function RecordTable({ record, action }: Props) {
  const { t, text } = useLanguage();
  const rows = record.flatMap((fact) => fact.entries.map((entry) => ({ fact, entry })));
  return (
    <Rows
      rowKey={({ entry }) => entry.seq}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 720 }}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("record.none")} /> }}
      columns={[
        { title: t("record.fact"), render: (_, { fact }) => <>{text(fact.title) || fact.name} {fact.conflict && <Tag color="error">{t("record.conflict")}</Tag>}</> },
        { title: t("record.value"), render: (_, { entry }) => <FactValue entry={entry} /> },
        { title: t("record.source"), render: (_, { entry }) => <><Tag color={entry.attested ? "processing" : "default"}>{t(entry.attested ? "record.attested" : "record.declared")}</Tag> {entry.attested && entry.by}{entry.differs_from !== null && <Tag color="warning">{t("record.differs")}</Tag>}{entry.evidence && <div className="muted">{entry.evidence}</div>}</> },
        { title: t("record.from"), render: (_, { entry }) => entry.valid_from ?? "—" },
        ...(action ? [{ title: "", render: (_: unknown, { fact, entry }: { fact: RecordFact; entry: RecordEntry }) => action(fact, entry) }] : []),
      ]}
    />
  );
}

export function FactValue({ entry }: { entry: Pick<RecordEntry, "value" | "open"> }) {
  const { t } = useLanguage();
  if (entry.value === "") return <span className="muted">{t("record.erased")}</span>;
  let value: unknown;
  try {
    value = JSON.parse(entry.value);
  } catch {
    return <>{entry.value}</>;
  }
  if (Array.isArray(value)) {
    return (
      <>
        {value.length === 0 && <span className="muted">{t("record.empty")}</span>}
        <ul style={{ margin: 0, paddingLeft: 18 }}>{value.map((item, index) => <li key={index}>{inWords(item)}</li>)}</ul>
        {entry.open && <span className="muted">{t("record.open")}</span>}
      </>
    );
  }
  if (typeof value === "boolean") return <>{t(value ? "check.yes" : "check.no")}</>;
  // Grouped as text: a number of the record may have more digits than the browser's numbers keep.
  const shown = typeof value === "number" ? entry.value.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",") : inWords(value);
  return <span style={{ overflowWrap: "anywhere" }}>{shown}</span>;
}

export function inWords(value: unknown): string {
  if (value === null) return "—";
  if (Array.isArray(value)) return value.map(inWords).join("；");
  if (typeof value !== "object") return String(value);
  return Object.entries(value as Record<string, unknown>).map(([name, item]) => `${name} ${inWords(item)}`).join(" · ");
}
