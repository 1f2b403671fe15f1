// Around a table that is wider than a small screen: its scrolling part can be reached by the keyboard, which the
// table does not see to where nothing in it can be.
import { useEffect, useRef, type ReactNode } from "react";

export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const part = around.current?.querySelector(".ant-table-content");
    part?.setAttribute("tabindex", "0");
    part?.setAttribute("role", "region");
    part?.setAttribute("aria-label", label);
  });
  return <div ref={around}>{children}</div>;
}
