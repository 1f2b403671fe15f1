// What a DMN document says, as plain data for a list beside its diagram: who cannot see the one reads the
// other. Knows only the elements that decide something.

export interface Decision {
  id: string;
  name: string;
  description: string;
  /** Names of what it is decided from, and of the official words that it carries out. */
  requires: string[];
  sources: string[];
  table: Table | null;
  /** FEEL, one line an entry; empty for a table. */
  logic: { name: string; text: string }[];
}
export interface Table { inputs: string[]; outputs: string[]; rows: string[][] }

const children = (element: Element, name: string) => [...element.children].filter((child) => child.localName === name);
const child = (element: Element, name: string): Element | undefined => children(element, name)[0];
const textOf = (element: Element | undefined) => child(element ?? document.createElement("none"), "text")?.textContent?.trim() ?? "";

export function readDecisions(xml: string): Decision[] {
  const root = new DOMParser().parseFromString(xml, "application/xml").documentElement;
  const names = new Map([...root.children].map((element) => [element.getAttribute("id") ?? "", element.getAttribute("name") ?? ""]));
  const referred = (owner: Element, requirement: string) =>
    children(owner, requirement).flatMap((each) => [...each.children].filter((target) => target.hasAttribute("href")))
      .map((target) => names.get(target.getAttribute("href")!.split("#").pop()!) ?? "").filter(Boolean);
  return [...root.children].filter((element) => element.localName === "decision").map((element) => {
    const table = child(element, "decisionTable");
    return {
      id: element.getAttribute("id") ?? "",
      name: element.getAttribute("name") ?? "",
      description: child(element, "description")?.textContent?.trim() ?? "",
      requires: [...referred(element, "informationRequirement"), ...referred(element, "knowledgeRequirement")],
      sources: referred(element, "authorityRequirement"),
      table: table ? readTable(table) : null,
      logic: readLogic(element, ""),
    };
  });
}

function readTable(table: Element): Table {
  const heading = (clause: Element) => clause.getAttribute("label") || clause.getAttribute("name") || textOf(child(clause, "inputExpression"));
  return {
    inputs: children(table, "input").map(heading),
    outputs: children(table, "output").map(heading),
    rows: children(table, "rule").map((rule) => [...children(rule, "inputEntry"), ...children(rule, "outputEntry")].map(textOf)),
  };
}

/** Literal expressions as they stand; of a context each entry under its name. */
function readLogic(owner: Element, name: string): { name: string; text: string }[] {
  const literal = child(owner, "literalExpression");
  if (literal) return [{ name, text: textOf(literal) }];
  const context = child(owner, "context");
  if (!context) return [];
  return children(context, "contextEntry").flatMap((entry) => {
    const own = child(entry, "variable")?.getAttribute("name") ?? "";
    return readLogic(entry, [name, own].filter(Boolean).join(" · "));
  });
}
