// One official document, set as GB/T 9704 sets it: issuer in red, number below, a red rule, title, body.
import type { KeyboardEvent } from "react";
import type { Clause, Paragraph, PolicyDocument } from "../../api/types";
import type { Selection } from "./DocumentPage";

interface Props {
  document: PolicyDocument;
  title: string;
  selection: Selection | null;
  onSelect: (selection: Selection) => void;
}

export function DocumentText({ document, title, selection, onSelect }: Props) {
  return (
    <article className="document sheet" lang="zh-CN" aria-label={title}>
      {document.paragraphs.map((paragraph) => (
        <ParagraphText key={paragraph.index} paragraph={paragraph} selection={selection} onSelect={onSelect} />
      ))}
    </article>
  );
}

function ParagraphText({ paragraph, selection, onSelect }: { paragraph: Paragraph } & Pick<Props, "selection" | "onSelect">) {
  const pieces = split(paragraph);
  const content = pieces.map((piece) =>
    piece.clause ? (
      <ClauseText
        key={piece.begin}
        text={piece.text}
        clause={piece.clause}
        selected={selection?.paragraph === paragraph.index && selection.clause.begin === piece.begin}
        onSelect={() => onSelect({ paragraph: paragraph.index, clause: piece.clause!, text: piece.text })}
      />
    ) : piece.text,
  );
  switch (paragraph.kind) {
    case "issuer": return <p className="document-issuer">{content}</p>;
    case "number": return <p className="document-number">{content}</p>;
    case "title": return <h1 className="document-title">{content}</h1>;
    case "section": return <h2 className="document-section">{content}</h2>;
    case "article": return <p className="document-article" id={`article-${paragraph.article}`}>{content}</p>;
    case "units": return <p className="document-units">{content}</p>;
    default: return <p className="document-text">{content}</p>;
  }
}

function ClauseText({ text, clause, selected, onSelect }: { text: string; clause: Clause; selected: boolean; onSelect: () => void }) {
  function onKey(event: KeyboardEvent) {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onSelect();
  }
  return (
    <span
      role="button"
      tabIndex={0}
      aria-pressed={selected}
      className={`clause clause-${clause.use}${selected ? " clause-selected" : ""}`}
      onClick={onSelect}
      onKeyDown={onKey}
    >
      {text}
    </span>
  );
}

interface Piece { begin: number; text: string; clause: Clause | null }

/** The paragraph cut at its clauses; what lies between them (punctuation) stands alone. */
export function split(paragraph: Paragraph): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const clause of paragraph.clauses) {
    if (clause.begin > at) pieces.push({ begin: at, text: paragraph.text.slice(at, clause.begin), clause: null });
    pieces.push({ begin: clause.begin, text: paragraph.text.slice(clause.begin, clause.end), clause });
    at = clause.end;
  }
  if (at < paragraph.text.length) pieces.push({ begin: at, text: paragraph.text.slice(at), clause: null });
  return pieces;
}
