// A table of figures that scrolls sideways where it is wider than the page: by keyboard, too.
import { Table, type TableProps } from "antd";

export function Figures<T extends object>({ label, least, ...table }: TableProps<T> & { label: string; least: number }) {
  return (
    <div className="lab-scroll" role="region" aria-label={label} tabIndex={0}>
      <Table<T> size="small" pagination={false} style={{ minWidth: least }} {...table} />
    </div>
  );
}
