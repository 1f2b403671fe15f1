// A table that in a hand shows each row as lines of its own, one for each column, with the column's heading before it:
// nothing of it lies outside of the screen.
import { Grid, Table, type TableProps } from "antd";
import type { ColumnType } from "antd/es/table";
import { Fragment, type ReactNode } from "react";
import { TableScroll } from "./TableScroll";
import "./rows.css";

/** A table that needs no more than this fits in a hand as it is. */
const narrow = 320;

interface Props<T> extends Omit<TableProps<T>, "columns"> {
  columns: ColumnType<T>[];
  /** Names the part that scrolls, of a table in which nothing else can be reached by the keyboard. */
  label?: string;
}

export function Rows<T extends object>({ columns, scroll, showHeader, label, ...rest }: Props<T>) {
  const wide = Grid.useBreakpoint().md ?? true;
  const asTable = wide || (typeof scroll?.x === "number" && scroll.x <= narrow);
  const shown = asTable
    ? { columns, ...(scroll ? { scroll } : {}), ...(showHeader === undefined ? {} : { showHeader }) }
    : { columns: [{ key: "row", render: (_: unknown, row: T, index: number) => <Lines row={row} index={index} columns={columns} /> }], showHeader: false };
  // One table in one place in either form: what is opened in it stays open when a screen is turned.
  const table = <Table<T> {...shown} {...rest} />;
  return label === undefined ? table : <TableScroll {...(asTable ? { label } : {})}>{table}</TableScroll>;
}

function Lines<T extends object>({ row, index, columns }: { row: T; index: number; columns: ColumnType<T>[] }) {
  return (
    <dl className="rows-lines">
      {columns.map((column, place) => {
        const value = typeof column.dataIndex === "string" ? (row as Record<string, unknown>)[column.dataIndex] : row;
        const shown = (column.render ? column.render(value, row, index) : value) as ReactNode;
        if (shown === null || shown === undefined || shown === false || shown === "") return null;
        return (
          <Fragment key={column.key ?? place}>
            <dt>{column.title as ReactNode}</dt>
            <dd>{shown}</dd>
          </Fragment>
        );
      })}
    </dl>
  );
}
