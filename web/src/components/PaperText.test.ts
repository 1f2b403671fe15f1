import { describe, expect, it } from "vitest";
import { blocksOf } from "./PaperText";

describe("a paper's text", () => {
  it("falls into its blocks, lines of a paragraph run together", () => {
    expect(blocksOf("# 承诺书\n\n@ 某局：\n\n某某就申请\n郑重承诺：\n\n- 真实；\n- 不重复。\n\n| 甲 | 乙 |\n| 丙 | 丁 |\n> 某某\n> 2026年")).toEqual([
      { kind: "title", text: "承诺书" },
      { kind: "to", text: "某局：" },
      { kind: "paragraph", text: "某某就申请郑重承诺：" },
      { kind: "items", items: ["真实；", "不重复。"] },
      { kind: "rows", rows: [["甲", "乙"], ["丙", "丁"]] },
      { kind: "signature", lines: ["某某", "2026年"] },
    ]);
  });
  it("keeps two paragraphs apart", () => {
    expect(blocksOf("一\n\n二")).toEqual([{ kind: "paragraph", text: "一" }, { kind: "paragraph", text: "二" }]);
  });
});
