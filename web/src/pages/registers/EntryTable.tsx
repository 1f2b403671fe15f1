// The entries of a register: a table where there is room, cards in a hand.
import { Empty, Grid, Pagination, Table, Tag } from "antd";
import type { ColumnsType } from "antd/es/table";
import { Link } from "react-router-dom";
import type { EntrySummary, Register, RegisterField } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { FieldValue } from "./FieldValue";
import { MeasuredValue } from "./measured";

export const pageSize = 20;
const widest = 5;

interface Props {
  register: Register;
  entries: EntrySummary[];
  total: number;
  sums?: Record<string, string> | undefined;
  page?: number;
  sort?: string;
  onPage?: (page: number) => void;
  onSort?: (sort: string) => void;
}

export function EntryStatus({ entry }: { entry: Pick<EntrySummary, "ended" | "status_title" | "public"> }) {
  const { text } = useLanguage();
  return <Tag color={entry.ended ? "default" : "processing"}>{text(entry.status_title)}</Tag>;
}

/** What a list shows beside the name: what must be known first, then the rest, in the order declared. */
export function listed(register: Register): RegisterField[] {
  const others = register.fields.filter((field) => field.id !== register.name && field.type !== "list" && field.type !== "lines");
  const results = others.filter((field) => register.scores ? field.id === register.scores.total || field.id === register.scores.grade : field.measure !== null);
  const shown = register.scores ? results : [...results.slice(0, 1), ...results.slice(-1)];
  const short = others.filter((field) => field.type !== "string" || field.matches !== null || field.required || field.search);
  const first = [...short.filter((field) => field.required && !field.computed), ...short.filter((field) => !field.required && !results.includes(field))];
  const chosen = new Set([...first.slice(0, widest - new Set(shown).size), ...shown]);
  return others.filter((field) => chosen.has(field));
}

const sortable = (field: RegisterField) => (!field.computed || field.measure !== null) && field.type !== "string" && field.type !== "list";

export function EntryTable({ register, entries, total, sums, page = 1, sort = "", onPage, onSort }: Props) {
  const { t, text } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const fields = listed(register);
  const owned = register.of.length > 0;
  if (entries.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("registers.noEntries")} />;
  const order = (id: string) => (sort === id ? ("ascend" as const) : sort === `-${id}` ? ("descend" as const) : null);
  const ordered = (id: string, may: boolean) => (may && onSort ? { key: id, sorter: true, sortOrder: order(id) } : { key: id });
  const columns: ColumnsType<EntrySummary> = [
    { title: nameTitle(register, text), ...ordered(register.name, true), render: (_, entry) => <Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> },
    { title: t("case.status"), key: "status", render: (_, entry) => <EntryStatus entry={entry} /> },
    ...(owned ? [{ title: t("registers.owner"), key: "subject", render: (_: unknown, entry: EntrySummary) => entry.subject?.name || "—" }] : []),
    ...fields.map((field) => ({
      title: text(field.title),
      ...ordered(field.id, sortable(field)),
      ...(field.type === "number" ? { align: "right" as const } : {}),
      render: (_: unknown, entry: EntrySummary) => <MeasuredValue field={field} value={entry.values[field.id]} name={entry.names[field.id]} />,
    })),
  ];
  const pagination = total > pageSize && onPage ? { total, pageSize, current: page, onChange: onPage, showSizeChanger: false } : (false as const);
  if (!wide) return <Cards register={register} entries={entries} fields={fields} total={total} page={page} onPage={onPage} />;
  return (
    <Table
      rowKey="id"
      className="entry-table"
      dataSource={entries}
      columns={columns}
      scroll={{ x: "max-content" }}
      pagination={pagination}
      onChange={(_, __, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter;
        onSort?.(one?.order ? `${one.order === "descend" ? "-" : ""}${String(one.columnKey)}` : "");
      }}
      {...(sums && Object.keys(sums).length > 0 ? { summary: () => <Sums register={register} sums={sums} /> } : {})}
    />
  );
}

function Sums({ register, sums }: { register: Register; sums: Record<string, string> }) {
  const { t } = useLanguage();
  const fields = listed(register);
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={register.of.length > 0 ? 3 : 2}><strong>{t("registers.sum")}</strong></Table.Summary.Cell>
      {fields.map((field, index) => (
        <Table.Summary.Cell key={field.id} index={index + 1} align="right">
          {sums[field.id] !== undefined && <strong><FieldValue field={field} value={sums[field.id]!} /></strong>}
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  );
}

function Cards({ register, entries, fields, total, page, onPage }: { register: Register; entries: EntrySummary[]; fields: RegisterField[]; total: number; page: number; onPage: ((page: number) => void) | undefined }) {
  const { text } = useLanguage();
  return (
    <>
      <ul className="entry-cards">
        {entries.map((entry) => (
          <li key={entry.id}>
            <div className="entry-card-head"><Link to={`/entries/${entry.id}`}>{entry.title || entry.reference}</Link> <EntryStatus entry={entry} /></div>
            {register.of.length > 0 && entry.subject && <div className="muted">{entry.subject.name}</div>}
            <dl>
              {fields.filter((field) => entry.values[field.id] !== undefined && entry.values[field.id] !== null).map((field) => (
                <div key={field.id}><dt>{text(field.title)}</dt><dd><MeasuredValue field={field} value={entry.values[field.id]} name={entry.names[field.id]} /></dd></div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {total > pageSize && onPage && (
        <Pagination className="entry-pages no-print" simple={{ readOnly: true }} total={total} pageSize={pageSize} current={page} onChange={onPage} showSizeChanger={false} />
      )}
    </>
  );
}

export function nameTitle(register: Register, text: (of: RegisterField["title"]) => string): string {
  const field = register.fields.find((one) => one.id === register.name);
  return field ? text(field.title) : register.name;
}
