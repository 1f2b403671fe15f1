// Around a table that may be wider than a small screen: its scrolling part, where it has one that is named, can be
// reached by the keyboard, which the table does not see to where nothing in it can be.
import { useEffect, useRef, type ReactNode } from "react";

export function TableScroll({ label, children }: { label?: string; children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const part = around.current?.querySelector(".ant-table-content");
    const said = label === undefined ? {} : { tabindex: "0", role: "region", "aria-label": label };
    for (const name of ["tabindex", "role", "aria-label"] as const) {
      const value = (said as Record<string, string | undefined>)[name];
      if (value === undefined) part?.removeAttribute(name);
      else part?.setAttribute(name, value);
    }
  });
  return <div ref={around}>{children}</div>;
}
