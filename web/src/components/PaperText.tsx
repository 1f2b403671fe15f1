// A paper's text on the page, as src/paper sets it: title, headings, addressee, items, rows, signature.
import type { ReactNode } from "react";

type Block = { kind: "rows"; rows: string[][] } | { kind: "items"; items: string[] } | { kind: "signature"; lines: string[] } | { kind: "title" | "heading" | "to" | "paragraph"; text: string };

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open = false; // a paragraph whose lines run together
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    const last = blocks.at(-1);
    const continues = open && last?.kind === "paragraph";
    open = false;
    if (line === "") continue;
    if (line.startsWith("## ")) blocks.push({ kind: "heading", text: line.slice(3) });
    else if (line.startsWith("# ")) blocks.push({ kind: "title", text: line.slice(2) });
    else if (line.startsWith("@ ")) blocks.push({ kind: "to", text: line.slice(2) });
    else if (line.startsWith("> ")) {
      if (last?.kind === "signature") last.lines.push(line.slice(2));
      else blocks.push({ kind: "signature", lines: [line.slice(2)] });
    } else if (line.startsWith("- ")) {
      if (last?.kind === "items") last.items.push(line.slice(2));
      else blocks.push({ kind: "items", items: [line.slice(2)] });
    } else if (line.startsWith("|")) {
      const cells = line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
      if (last?.kind === "rows") last.rows.push(cells);
      else blocks.push({ kind: "rows", rows: [cells] });
    } else {
      open = true;
      if (continues && last.kind === "paragraph") last.text += line;
      else blocks.push({ kind: "paragraph", text: line });
    }
  }
  return blocks;
}

export function PaperText({ text }: { text: string }) {
  const shown = (block: Block): ReactNode => {
    switch (block.kind) {
      case "title": return <p style={{ textAlign: "center", fontSize: 18, fontWeight: 600 }}>{block.text}</p>;
      case "heading": return <p style={{ fontWeight: 600 }}>{block.text}</p>;
      case "to": return <p>{block.text}</p>;
      case "items": return <ul>{block.items.map((item) => <li key={item}>{item}</li>)}</ul>;
      case "signature": return <div style={{ textAlign: "right" }}>{block.lines.map((line) => <div key={line}>{line}</div>)}</div>;
      case "rows": return <table><tbody>{block.rows.map((cells, row) => <tr key={row}>{cells.map((cell, place) => <td key={place} style={{ padding: "2px 12px 2px 0" }}>{cell}</td>)}</tr>)}</tbody></table>;
      default: return <p style={{ textIndent: "2em" }}>{block.text}</p>;
    }
  };
  return <div lang="zh-CN">{blocksOf(text).map((block, place) => <div key={place}>{shown(block)}</div>)}</div>;
}
