// The service's types under the names the portal uses.
export interface Text { zh: string; en: string }
export interface Problem {
  title: string; status: number; code: string; detail: string; type?: string;
  errors?: { pointer: string; message: string }[];
}
export interface Items<T> { items: T[]; total?: number }
export interface Span { begin: number; end: number }

export interface SampleAccount { login: string; password: string; title: Text; kind: string }
export interface Space {
  kind: "training" | "live"; version: string; today: string; clock_source: string; sample_accounts?: SampleAccount[];
}

export interface PackageSummary {
  id: string; title: Text; number: string; issuer: Text; in_force: { from: string; to: string };
  sample: boolean; published: string | null; coverage: { covered: number; total: number }; hash: string;
}
export interface Clause extends Span {
  use: "provision" | "declaratory" | "uncovered"; provisions: string[]; reason: Text | null; words: string[];
}
export type ParagraphKind = "text" | "issuer" | "number" | "title" | "section" | "article" | "units" | "closing";
export interface Paragraph { index: number; kind: ParagraphKind; article: string; text: string; clauses: Clause[] }
export interface PolicyDocument {
  id: string; title: Text; number: string; issuer: Text; made: string | null; published: string | null;
  in_force: { from: string; to: string }; sample: boolean; sha256: string;
  coverage: { covered: number; total: number }; paragraphs: Paragraph[];
}

export interface Citation extends Span { article: string; paragraph: number; text: string }
export interface Assumption { id: string; text: Text; reason: Text; ruled_by: string[] }
export interface ConditionRule {
  name: string; title: Text; rule: string; words: string; citation: Citation | null; assumption: Assumption | null;
}
export interface RuleTable { name: string; hit_policy: string; inputs: string[]; outputs: string[]; rows: string[][] }
export interface Provision {
  id: string; article: string; kind: string; title: Text; summary: Text; executable: boolean; subject: string;
  citations: Citation[]; each: { variable: string; list: string } | null; monthly: boolean;
  lets: { name: string; rule: string }[]; conditions: ConditionRule[];
  amount: {
    rule: string; kind: "figure" | "band"; decided_by: string[];
    caps: { amount_rule: string; per: string[]; over: string; assumption: Assumption | null }[]; citation: Citation | null;
  } | null;
  matter: { kind: string; parts: string[] } | null;
  stacking: { upper_level: string; same_city: string; second_payment: string };
  payee: string; payer: string; leads: string[]; opinions: string[]; involved: string[];
  procedure: string; evidence: string[]; task: { units: string[]; text: Text; working_days: number } | null;
  assumptions: Assumption[]; tables: RuleTable[]; line: number;
}
export interface Unit { id: string; title: Text; nature: string; members: string[] }

export interface FactType {
  kind: "string" | "number" | "boolean" | "date" | "list" | "record" | "code";
  unit?: string; element?: FactType; record?: string; code_list?: string;
}
export interface Fact {
  name: string; title: Text; type: FactType; required: boolean; min?: number; format?: string; help: Text; attested_by: string[];
}
export interface Vocabulary {
  subjects: { name: string; title: Text; identity: string; label: string; facts: Fact[] }[];
  records: { name: string; title: Text; fields: Fact[] }[];
  code_lists: Record<string, { code: string; title: Text }[]>;
}

export interface SessionAccount { id: string; login: string; name: Text; kind: string }
export interface Session {
  account: SessionAccount; csrf: string; roles: string[]; unit: { id: string; title: Text } | null;
  subjects: { type: string; id: string; name: string }[]; expires: string;
}
