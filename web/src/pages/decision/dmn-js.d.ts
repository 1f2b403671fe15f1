// The part of dmn-js that this portal uses; the package brings no types of its own.
declare module "dmn-js/lib/NavigatedViewer" {
  export interface View { element: { id: string; name?: string }; id: string; type: "drd" | "decisionTable" | "literalExpression" | "boxedExpression" }
  interface Box { x: number; y: number; width: number; height: number }
  interface Canvas {
    zoom(level?: "fit-viewport" | number, center?: "auto"): number;
    viewbox(): { inner: Box; outer: { width: number; height: number }; scale: number };
    viewbox(box: Box): unknown;
  }
  interface ActiveViewer { get(name: "canvas"): Canvas }
  export default class NavigatedViewer {
    constructor(options: { container: HTMLElement; drd?: object; common?: object });
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    getViews(): View[];
    getActiveView(): View | undefined;
    getActiveViewer(): ActiveViewer | undefined;
    open(view: View): Promise<unknown>;
    on(event: string, listener: () => void): void;
    destroy(): void;
  }
}
