// The requirement diagram of a provision, drawn by dmn-js of bpmn.io (its mark stays where it puts it), and
// the table or expression of each decision. Loaded only when a diagram is opened.
import { ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import NavigatedViewer, { type View } from "dmn-js/lib/NavigatedViewer";
import "dmn-js/dist/assets/diagram-js.css";
import "dmn-js/dist/assets/dmn-js-shared.css";
import "dmn-js/dist/assets/dmn-js-drd.css";
import "dmn-js/dist/assets/dmn-js-decision-table.css";
import "dmn-js/dist/assets/dmn-js-literal-expression.css";
import "dmn-js/dist/assets/dmn-js-boxed-expression.css";
import "dmn-js/dist/assets/dmn-font/css/dmn.css";
import { useLanguage } from "../../i18n/language";

interface Props {
  xml: string;
  /** The decision whose table or expression is to be shown; empty: the diagram. */
  shown: string;
  onShow: (decision: string) => void;
  label: string;
}

// The few words that dmn-js says itself.
const words: Record<string, string> = {
  When: "当", And: "且", Then: "则", "Hit policy:": "命中策略：", "Hit Policy:": "命中策略：", Annotations: "备注",
  Unique: "唯一", Any: "任一", First: "首条", Priority: "优先", "Rule order": "按行序", "Output order": "按输出序", Collect: "汇集",
};
const chinese = { translate: ["value", (text: string) => words[text] ?? text] };

const font = '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif';

export default function Diagram({ xml, shown, onShow, label }: Props) {
  const { t, language } = useLanguage();
  const container = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer | null>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState("");
  const show = useRef(onShow);
  show.current = onShow;

  useEffect(() => {
    const textRenderer = { defaultStyle: { fontFamily: font, fontSize: 13, lineHeight: 1.3 }, externalStyle: { fontFamily: font } };
    const made = new NavigatedViewer({ container: container.current!, drd: { textRenderer }, common: { additionalModules: language === "zh" ? [chinese] : [] } });
    viewer.current = made;
    made.on("views.changed", () => {
      const view = made.getActiveView();
      if (view) show.current(view.type === "drd" ? "" : view.element.id);
    });
    let gone = false;
    made.importXML(xml).then(
      () => { if (!gone) setReady(true); },
      (error: unknown) => { if (!gone) setFailed(String(error)); },
    );
    return () => {
      gone = true;
      viewer.current = null;
      made.destroy();
    };
  }, [xml, language]);

  useEffect(() => {
    const made = viewer.current;
    if (!ready || !made) return;
    const wanted = made.getViews().find((view: View) => (shown === "" ? view.type === "drd" : view.element.id === shown));
    const open = wanted && made.getActiveView() !== wanted ? made.open(wanted) : Promise.resolve();
    void open.then(() => {
      if (shown === "") fit(made);
    });
  }, [ready, shown]);

  if (failed) return <p role="alert">{t("decision.failed")} {failed}</p>;
  const zoom = (by: number) => {
    const canvas = viewer.current?.getActiveViewer()?.get("canvas");
    if (canvas) canvas.zoom(canvas.zoom() * by);
  };
  return (
    <>
      {shown === "" && (
        <div className="decision-zoom">
          <Button size="small" icon={<ZoomOutOutlined />} aria-label={t("decision.smaller")} onClick={() => zoom(0.8)} />
          <Button size="small" icon={<ZoomInOutlined />} aria-label={t("decision.larger")} onClick={() => zoom(1.25)} />
          <Button size="small" onClick={() => viewer.current && showWhole(viewer.current)}>{t("decision.whole")}</Button>
        </div>
      )}
      <div ref={container} className="decision-canvas" role="group" aria-label={label} aria-busy={!ready} lang="zh-CN" />
    </>
  );
}

/** The whole diagram with some room around it; answers the scale. */
function showWhole(viewer: NavigatedViewer): number | undefined {
  const canvas = viewer.getActiveViewer()?.get("canvas");
  if (!canvas) return undefined;
  canvas.zoom("fit-viewport", "auto");
  const { inner, outer, scale } = canvas.viewbox();
  const room = 24 / scale;
  const factor = Math.max((inner.width + 2 * room) * scale / outer.width, (inner.height + 2 * room) * scale / outer.height, 1);
  const width = outer.width / scale * factor;
  const height = outer.height / scale * factor;
  canvas.viewbox({ x: inner.x + inner.width / 2 - width / 2, y: inner.y + inner.height / 2 - height / 2, width, height });
  return canvas.viewbox().scale;
}

const legible = 0.7;  // below, the names in the boxes cannot be read

/** The whole diagram if it can be read so; else its upper middle at a size that can, to be moved from there. */
function fit(viewer: NavigatedViewer) {
  const scale = showWhole(viewer);
  const canvas = viewer.getActiveViewer()?.get("canvas");
  if (!canvas || scale === undefined || scale >= legible) return;
  const { inner, outer } = canvas.viewbox();
  const width = outer.width / legible;
  canvas.viewbox({ x: inner.x + inner.width / 2 - width / 2, y: inner.y - 20, width, height: outer.height / legible });
}
