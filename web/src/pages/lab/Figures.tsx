// A table of figures of the laboratory.
import type { ComponentProps } from "react";
import { Rows } from "../../components/Rows";

export function Figures<T extends object>({ least, ...table }: ComponentProps<typeof Rows<T>> & { label: string; least: number }) {
  return <Rows<T> size="small" pagination={false} scroll={{ x: least }} style={{ marginBottom: 16 }} {...table} />;
}
