// Tabs that wrap on a narrow page; arrow keys go from one to the next.
import type { KeyboardEvent, ReactNode } from "react";

interface View { key: string; label: string; content: () => ReactNode }
interface Props { views: View[]; shown: string; show: (key: string) => void; label: string }

export function Views({ views, shown, show, label }: Props) {
  const step = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    const at = views.findIndex((view) => view.key === shown);
    const next = views[(at + by + views.length) % views.length]!;
    show(next.key);
    document.getElementById(`lab-tab-${next.key}`)?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight") step(event, 1);
    if (event.key === "ArrowLeft") step(event, -1);
  };
  return (
    <>
      <div role="tablist" aria-label={label} className="lab-views no-print" onKeyDown={onKey}>
        {views.map((view) => (
          <button
            key={view.key}
            id={`lab-tab-${view.key}`}
            type="button"
            role="tab"
            aria-selected={view.key === shown}
            aria-controls="lab-view"
            tabIndex={view.key === shown ? 0 : -1}
            onClick={() => show(view.key)}
          >
            {view.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="lab-view" aria-labelledby={`lab-tab-${shown}`}>{views.find((view) => view.key === shown)?.content()}</div>
    </>
  );
}
