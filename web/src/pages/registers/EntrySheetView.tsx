// What follows from an entry, with the working: every measure with its formula, the figures that went in and what came
// out; the scores with their weights; the entries referred to as they stood; whether it comes out the same again.
import { CheckCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { Link } from "react-router-dom";
import type { Entry, EntrySheet, EntryValue, Register, RegisterField, SheetRead, SheetResult, SheetScore } from "../../api/types";
import { decimal } from "../../app/format";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import { MeasuredValue, fixedText } from "./measured";

export function EntrySheetView({ entry, register }: { entry: Entry; register: Register }) {
  const { t } = useLanguage();
  const { sheet } = entry;
  if (!sheet) return null;
  return (
    <section className="sheet entry-sheet">
      <div className="entry-part-head">
        <h2>{t("sheet.title")}</h2>
        <Recomputed sheet={sheet} />
      </div>
      {sheet.measures.length > 0 && <Measures register={register} sheet={sheet} />}
      {sheet.scores && register.scores && <Scores register={register} sheet={sheet} />}
      {sheet.pins.length > 0 && (
        <>
          <h3>{t("sheet.pins")}</h3>
          <ul className="entry-links">
            {sheet.pins.map((pin) => <li key={pin.entry}><Link to={`/entries/${pin.entry}`}>{pin.name || pin.reference}</Link> <span className="muted">{pin.reference} · {t("sheet.version", { version: String(pin.version) })}</span></li>)}
          </ul>
        </>
      )}
      <p className="muted entry-sheet-basis">{t("sheet.basis", { day: sheet.on, hash: sheet.package.slice(0, 12) })}</p>
    </section>
  );
}

function Recomputed({ sheet }: { sheet: EntrySheet }) {
  const { t } = useLanguage();
  if (sheet.recomputed === null) return null;
  return sheet.recomputed
    ? <Tag color="success" icon={<CheckCircleOutlined />}>{t("sheet.same")}</Tag>
    : <Tag color="error" icon={<WarningOutlined />}>{t("sheet.differs")}</Tag>;
}

function fieldOf(register: Register, name: string, of: string | null): RegisterField | undefined {
  const fields = of ? register.fields.find((field) => field.id === of)?.columns : register.fields;
  return fields?.find((field) => field.id === name);
}

function Measures({ register, sheet }: { register: Register; sheet: EntrySheet }) {
  const { t, text } = useLanguage();
  return (
    <ul className="entry-measures">
      {sheet.measures.map((measure) => {
        const field = fieldOf(register, measure.name, measure.of);
        const lines = fieldOf(register, measure.of ?? "", null);
        return (
          <li key={(measure.of ?? "") + measure.name}>
            <div className="entry-measure-head">
              <span>{field ? text(field.title) : measure.name}</span>
              {measure.of
                ? <span className="muted">{t("sheet.eachLine", { lines: lines ? text(lines.title) : measure.of })}</span>
                : <strong><Result field={field} result={measure} /></strong>}
            </div>
            {field && text(field.help) && <div className="muted">{text(field.help)}</div>}
            <code className="entry-formula">{measure.name} = {measure.formula}</code>
            <Reads reads={measure.reads} register={register} />
            {measure.lines.length > 0 && (
              <details open={measure.lines.length <= 5}>
                <summary>{t("sheet.lines", { count: String(measure.lines.length) })}</summary>
                <ol>{measure.lines.map((line, index) => <li key={index}><Reads reads={line.reads} register={register} of={measure.of} /> <strong><Result field={field} result={line} /></strong></li>)}</ol>
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Result({ field, result }: { field: RegisterField | undefined; result: Pick<SheetResult, "value" | "why"> }) {
  const { t, text } = useLanguage();
  if (result.value === null) return <span className="entry-no-result">{t("sheet.none")}{result.why ? `: ${text(result.why)}` : ""}</span>;
  return field ? <MeasuredValue field={field} value={result.value} /> : <>{String(result.value)}</>;
}

/** "profit = 92,000,000 · R&D = 10,000,000" */
function Reads({ reads, register, of = null }: { reads: SheetRead[]; register: Register; of?: string | null }) {
  const { t } = useLanguage();
  if (reads.length === 0) return null;
  const shown = (value: EntryValue) => typeof value === "number" ? decimal(String(value)) : typeof value === "boolean" ? t(value ? "check.yes" : "check.no") : String(value);
  const titled = (name: string) => {
    const field = fieldOf(register, name, of) ?? fieldOf(register, name, null);
    return field ? name : name.replaceAll(".", " · ");
  };
  return <span className="entry-reads">{reads.map((read) => <span key={read.name}>{titled(read.name)} = {shown(read.value)}</span>)}</span>;
}

function Scores({ register, sheet }: { register: Register; sheet: EntrySheet }) {
  const { t, text } = useLanguage();
  const scores = sheet.scores!;
  const declared = register.scores!;
  const of = (row: SheetScore) => declared.indicators.find((one) => one.id === row.indicator);
  const points = (figure: number | null) => (figure === null ? "—" : fixedText(String(Number(figure.toFixed(4))), 2));
  const total = register.fields.find((field) => field.id === declared.total);
  return (
    <>
      <h3>{t("sheet.scores", { year: scores.year === null ? "?" : String(scores.year) })}</h3>
      <Rows<SheetScore>
        size="small"
        className="entry-scores"
        rowKey="indicator"
        dataSource={scores.rows}
        pagination={false}
        label={t("sheet.scores", { year: String(scores.year ?? "?") })}
        scroll={{ x: 760 }}
        columns={[
          { title: t("sheet.indicator"), rowScope: "row", render: (_, row) => <>{text(of(row)?.title) || row.indicator}{of(row) && <div className="muted entry-source">{text(of(row)!.source)}</div>}</> },
          { title: t("sheet.formula"), render: (_, row) => <><code className="entry-formula">{row.formula}</code><Reads reads={row.reads} register={register} /></> },
          { title: t("sheet.score"), align: "right", render: (_, row) => (row.value === null ? <Result field={undefined} result={row} /> : points(row.value as number)) },
          { title: t("sheet.weight"), align: "right", render: (_, row) => row.weight ?? "—" },
          { title: t("sheet.weightBefore"), align: "right", render: (_, row) => <>{row.before ?? "—"}<Change now={row.weight} before={row.before} /></> },
          { title: t("sheet.points"), align: "right", render: (_, row) => points(row.points) },
        ]}
        footer={() => (
          <div className="entry-measure-head">
            <strong>{total ? text(total.title) : declared.total}{scores.grade ? ` · ${scores.grade}` : ""}</strong>
            <strong>{scores.value === null ? <Result field={undefined} result={scores} /> : points(scores.value as number)}</strong>
          </div>
        )}
      />
    </>
  );
}

function Change({ now, before }: { now: number | null; before: number | null }) {
  const difference = (now ?? 0) - (before ?? 0);
  if (difference === 0) return null;
  return <span className="muted"> ({difference > 0 ? "+" : ""}{decimal(String(difference))})</span>;
}
