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
  account: SessionAccount; csrf: string; roles: string[]; units: string[]; unit: { id: string; title: Text } | null;
  subjects: { type: string; id: string; name: string }[]; expires: string;
}

export interface OpenStep {
  step: string; kind: string; title: Text; unit: string; role: string; opened: string; due: string | null;
  overdue: boolean; provisional: boolean;
}
export interface CaseSummary {
  id: string; reference: string; version: number; package: string; provision: string; provision_title: Text;
  subject: { id: string; name: string }; event: string; mode: "apply" | "confirm"; state: string; status: Text; ended: boolean;
  amount_fen: number | null; max_fen: number | null; open_steps: OpenStep[]; opened: string; updated: string;
}
export interface TimelineEntry {
  version: number; kind: string; at: string; actor: string; unit: string; step: string; outcome: string; title: Text;
  reason: string; amount_fen: number | null;
}
export interface Opinion { unit: string; outcome: string; title: Text; reason: string; on: string | null; voided: boolean }
export interface Objection {
  id: string; on: string; reason: string; name: string; contact: string; answered: boolean; upheld: boolean; answer: string;
}
export interface CaseAction {
  kind: "take" | "publish_notice" | "answer_objection" | "withdraw"; step: string; step_kind: string; outcome: string;
  objection: string; upheld: boolean; unit: string; title: Text; reason_required: boolean;
  needs: ("amount" | "minutes" | "line" | "consent")[]; blocked: Text | null;
}
export interface Evidence { hash: string; kind: string; name: string; media_type: string; size: number; added: string }
export interface CasePayment { batch: string; line: number; state: string; amount_fen: number; reason: string }
export interface Payee { name: string; bank: string; account_masked: string }
export interface Case extends CaseSummary {
  subject_identity: string; procedure: Text; steps: { id: string; title: Text; state: "done" | "open" | "pending" }[];
  timeline: TimelineEntry[]; amount_min_fen: number | null; amount_max_fen: number | null; evidence_wanted: string[];
  evidence: Evidence[]; opinions: Opinion[]; notice: Notice | null; objections: Objection[]; payments: CasePayment[];
  payee: Payee | null; actions: CaseAction[]; determination: SubjectResult | null;
}
export interface Inbox {
  items: { step: OpenStep; case: CaseSummary }[]; counts: { all: number; overdue: number; due_soon: number };
}
export interface Notice {
  case_id: string; reference: string; package: string; provision: string; provision_title: Text; subject_name: string;
  event: string; amount_fen: number | null; unit: string; published: string; closes: string; running: boolean; result: string;
}
export interface ReferenceStatus {
  reference: string; provision_title: Text; state: string; status: Text; ended: boolean; open_steps: OpenStep[]; updated: string;
}

export interface Appropriation {
  package: string; year: number; unit: string; total_fen: number; available_fen: number; committed_fen: number;
  payable_fen: number; issued_fen: number; paid_fen: number;
}
export interface Payable {
  commitment: string; case_id: string; reference: string; subject_name: string; provision: string; amount_fen: number; account_masked: string;
}
export interface BatchSummary {
  id: string; state: "draft" | "released" | "settled" | "cancelled"; maker: string; releaser: string; made: string;
  released: string | null; total_fen: number;
}
export interface BatchLine {
  line: number; case_id: string; account_name: string; bank: string; account_number: string; amount_fen: number; purpose: string;
  state: "draft" | "issued" | "paid" | "failed" | "returned" | "cancelled"; reason: string;
}
export interface Batch extends BatchSummary { lines: BatchLine[] }
export interface Treasury { appropriations: Appropriation[]; payable: Payable[]; batches: BatchSummary[] }

export interface LogEvent {
  seq: number; id: string; at: string; clock: string; actor: string; unit: string; stream: string; kind: string; payload: string; hash: string;
}
export interface AuditResult { ok: boolean; faults: { where: string; what: string }[] }

export interface RecordEntry {
  seq: number; value: string; attested: boolean; by: string; evidence: string; open: boolean;
  valid_from: string | null; valid_to: string | null; known_on: string;
}
export interface RecordFact { name: string; title: Text; conflict: boolean; entries: RecordEntry[] }
export interface Entitlement {
  package: string; provision: string; matter_key: string; confirmable: boolean; case_id: string | null; case_status: string;
}
export interface SubjectSpace {
  subject: { type: string; id: string; identity: string; name: string }; record: RecordFact[]; entitlements: Entitlement[];
  cases: CaseSummary[]; payments: { case_id: string; reference: string; package: string; provision: string; amount_fen: number; on: string }[];
  unreadable: Text[]; determination: Determination;
}
export interface Question { fact: string; kind: string; title: Text; ask: string[]; weight_fen: number; provisions: string[] }
export interface SelfCheck { determination: Determination; questions: Question[] }

// The determination, as docs/schema/determination.json has it.
export type DueStatus = "due" | "not_due" | "unknown";
export interface FactRead { path: string; value: unknown; display?: string; source?: string; attested_by?: string }
export interface ConditionResult {
  name: string; title: Text; rule: string; verdict: "met" | "not_met" | "unknown" | "not_reached";
  facts: FactRead[]; citation: { article: string; text: string } | null; assumption: string | null;
}
export interface Missing { kind: string; what: string; title: Text; ask: string[]; weight: number; provisions?: string[] }
export interface Claim {
  status: DueStatus; matter: { kind: string; parts: string[]; key?: string }; event: string; date: string | null; award_year: number | null;
  payee: string; amount_fen?: number; min_fen?: number; max_fen?: number | null; decided_by?: string[];
  schedule: { month: string; amount_fen: number }[]; already_paid_fen: number;
  reduced_by: { policy: string; provision: string; reason: string; amount_fen?: number; text?: Text }[];
  steps?: Text[]; conditions?: ConditionResult[]; missing?: Missing[];
}
export interface ProvisionResult {
  policy?: string; package?: string; id: string; article: string; title: Text; kind: string; status: DueStatus; claims: Claim[];
  conditions: ConditionResult[]; missing: Missing[]; assumptions: (string | Assumption)[]; citations: { article: string; text: string }[];
}
export interface SubjectResult {
  type: string; identity: string; label: string; provisions: ProvisionResult[]; certain_fen: number; max_fen: number | null; missing?: Missing[];
}
export interface Determination { on: string; subjects: SubjectResult[]; certain_fen: number; max_fen: number | null }
