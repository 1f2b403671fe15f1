// Lines of a field: a table where there is room, a card for each line in a hand. The value is the JSON of its rows.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Grid } from "antd";
import type { Register, RegisterField } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { FieldControl } from "./FieldControl";
import { enteredColumns, rowsOf, type Typed } from "./fields";

interface Props {
  register: Register;
  field: RegisterField;
  // Form.Item hands down id, value and onChange.
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

export function LinesInput({ register, field, id, value, onChange }: Props) {
  const { t, text } = useLanguage();
  const wide = Grid.useBreakpoint().lg ?? true;
  const columns = enteredColumns(field);
  const rows = rowsOf(value);
  const put = (next: Typed[]) => onChange?.(next.length > 0 ? JSON.stringify(next) : undefined);
  const set = (index: number, column: string, cell: string | undefined) => put(rows.map((row, at) => (at === index ? { ...row, [column]: cell } : row)));
  const title = (column: RegisterField) => <>{text(column.title)}{column.required && <span className="entry-required" aria-hidden> *</span>}{column.unit ? <span className="muted"> ({column.unit})</span> : null}</>;
  const cell = (row: Typed, index: number, column: RegisterField) => (
    <FieldControl
      register={register}
      field={column}
      label={t("registers.lineCell", { row: String(index + 1), column: text(column.title) })}
      value={row[column.id]}
      onChange={(next) => set(index, column.id, next)}
    />
  );
  const remove = (index: number) => (
    <Button type="text" icon={<DeleteOutlined />} aria-label={t("registers.removeLine", { row: String(index + 1) })} onClick={() => put(rows.filter((_, at) => at !== index))} />
  );
  return (
    <div className="entry-lines" {...(id ? { id } : {})} tabIndex={-1}>
      {wide ? rows.length > 0 && (
        <div className="entry-lines-scroll">
          <table>
            <thead><tr>{columns.map((column) => <th key={column.id} scope="col" title={text(column.help) || undefined}>{title(column)}</th>)}<td /></tr></thead>
            <tbody>{rows.map((row, index) => <tr key={index}>{columns.map((column) => <td key={column.id}>{cell(row, index, column)}</td>)}<td>{remove(index)}</td></tr>)}</tbody>
          </table>
        </div>
      ) : rows.map((row, index) => (
        <fieldset key={index}>
          <legend>{t("registers.line", { row: String(index + 1) })} {remove(index)}</legend>
          {columns.map((column) => <div key={column.id} className="entry-line-cell"><span>{title(column)}</span>{cell(row, index, column)}</div>)}
        </fieldset>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => put([...rows, {}])}>{t("registers.addLine")}</Button>
    </div>
  );
}
