// The service's types under the names the portal uses. schema.d.ts is generated from openapi.json (npm run
// types), which a test holds to what the service serves; only the determination, which the API leaves open,
// is written here.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Text = Schemas["Text"];
export type Problem = Omit<Schemas["Problem"], "type"> & { type?: string };
export interface Items<T> { items: T[]; total?: number }

export type Space = Schemas["Space"];
export type SampleAccount = NonNullable<Space["sample_accounts"]>[number];
export type Session = Schemas["Session"];
export type OwnSession = Schemas["SessionList"]["items"][number];
export type SecondFactor = Schemas["SecondFactor"];
export type ExternalIdentity = Schemas["ExternalIdentity"];
export type Enrolment = Schemas["Enrolment"];
export type AccountEntry = Schemas["AccountEntry"];
export type RoleHeld = Schemas["RoleHeld"];
export type RoleWanted = Schemas["RoleWanted"];
export type IssuedLink = Schemas["IssuedLink"];
export type AccountSession = Schemas["AccountSessionList"]["items"][number];
export type Retention = Schemas["Retention"];
export type PermissionTable = Schemas["PermissionTable"];
export type PermissionRole = PermissionTable["roles"][number];
export type NamedUnit = Schemas["UnitChoices"]["items"][number];
export type MemberList = Schemas["MemberList"];
export type IssuedInvitation = Schemas["IssuedInvitation"];
export type InvitationShown = Schemas["InvitationShown"];
export type SubjectTypeEntry = Schemas["SubjectTypeList"]["items"][number];
export type Registration = Schemas["Registration"];
export type OwnRegistration = Schemas["OwnRegistrationList"]["items"][number];
export type SessionAccount = Session["account"];

export type PackageSummary = Schemas["PackageSummary"];
export type PolicyDocument = Schemas["PolicyDocument"];
export type Paragraph = Schemas["Paragraph"];
export type ParagraphKind = Paragraph["kind"];
export type Clause = Schemas["Clause"];
export type Provision = Schemas["Provision"];
export type ProvisionDmn = Schemas["ProvisionDmn"];
export type ConditionRule = Schemas["ConditionRule"];
export type RuleTable = Schemas["RuleTable"];
export type Citation = Schemas["Citation"];
export type Assumption = Schemas["Assumption"];
export type Unit = Schemas["Unit"];
export type Procedure = Schemas["ProcedureList"]["items"][number];

export type Vocabulary = Schemas["Vocabulary"];
export type Fact = Schemas["FactDeclaration"];
export type FactType = Schemas["FactType"];

export type CaseSummary = Schemas["CaseSummary"];
// A subject's part of a determination, with the head of the whole.
export type CaseDetermination = SubjectResult & Pick<Determination, "on" | "policies">;
export type Case = Omit<Schemas["Case"], "determination"> & { determination: CaseDetermination | null };
export type CaseLetters = Schemas["CaseLetters"];
export type ApplicationForm = Schemas["FormList"]["items"][number];
export type JointMember = Schemas["JointMember"];
export type SealEntry = Schemas["SealList"]["items"][number];
export type CaseAction = Schemas["CaseAction"];
export type CasePayment = Schemas["CasePayment"];
export type OpenStep = Schemas["OpenStep"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type Opinion = Schemas["Opinion"];
export type Objection = Schemas["Objection"];
export type Evidence = Schemas["Evidence"];
export type Payee = Schemas["Payee"];
export type Inbox = Schemas["Inbox"];
export type OverdueList = Schemas["OverdueList"];
export type Announcement = Schemas["Announcement"];
export type Notice = Schemas["Notice"];
export type ReferenceStatus = Schemas["ReferenceStatus"];

export type Treasury = Schemas["Treasury"];
export type Appropriation = Schemas["Appropriation"];
export type Payable = Schemas["Payable"];
export type Batch = Schemas["Batch"];
export type BatchSummary = Schemas["BatchSummary"];
export type BatchLine = Schemas["BatchLine"];

export type Lab = Schemas["Lab"];
export type Lever = Schemas["Lever"];
export type Trial = Schemas["Trial"];
export type Setting = Trial["settings"][number];
export type Simulation = Schemas["Simulation"];
export type SimulatedProvision = Schemas["SimulatedProvision"];
export type BudgetFigures = Schemas["BudgetFigures"];
export type Scenario = Schemas["Scenario"];
export type Draft = Schemas["Draft"];
export type DraftCheck = Schemas["DraftCheck"];
export type DraftRemark = Schemas["DraftRemark"];

export type Orders = Schemas["Orders"];
export type Order = Schemas["Order"];
export type BankAnswer = Schemas["BankAnswer"];
export type Reconciliation = Schemas["Reconciliation"];
export type Demand = Schemas["Demand"];

export type LogEvent = Schemas["LogEvent"];
export type AuditResult = Schemas["AuditResult"];
export type ReplayResult = Schemas["ReplayResult"];

export type RecordedSuccession = Schemas["RecordedSuccession"];
export type Notification = Schemas["Notification"];
export type NotificationList = Schemas["NotificationList"];
export type ContactState = Schemas["ContactState"];
export type Subject = Schemas["Subject"];
export type IntakeShape = Schemas["IntakeShape"];
export type Intake = Schemas["Intake"];
export type IntakeRemark = Schemas["IntakeRemark"];
export type PastFact = Schemas["FactHistoryEntry"];
export type RecordFact = Schemas["RecordFact"];
export type RecordEntry = RecordFact["entries"][number];
export type Entitlement = Schemas["Entitlement"];
export type SubjectSpace = Omit<Schemas["SubjectSpace"], "determination"> & { determination: Determination };
export type Explanation = Schemas["Explanation"];
export type Question = Schemas["Question"];
export type SelfCheck = Omit<Schemas["SelfCheck"], "determination"> & { determination: Determination };

// The determination, as docs/schema/determination.json has it.
export type DueStatus = "due" | "not_due" | "unknown";
export interface FactSource { source?: string; attested_by?: string; on?: string; known_on?: string }
/** `items`: of a list whose items come from several, where each comes from. */
export interface FactRead extends FactSource { path: string; value: string; unknown?: boolean; items?: FactSource[] }
export interface Missing { kind: "fact" | "open_list" | "decision" | "parameter" | "error"; what: string; title: Text; ask: string[]; weight: number; provisions?: string[] }
export interface Cited { article: string; paragraph: number; text: string }
export interface ConditionResult {
  name: string; title: Text; rule: string; verdict: "met" | "not_met" | "unknown" | "not_reached";
  facts: FactRead[]; citation?: Cited; words?: string; assumption?: string; missing?: Missing[];
}
export interface Reduction { reason: string; policy: string; provision: string; amount_fen: number; text: Text }
export interface Bounds { amount_fen?: number; min_fen?: number; max_fen?: number | null; min_open?: boolean }
export interface Claim {
  status: DueStatus; matter: { kind: string; parts: string[]; key: string } | null; event: string; date: string | null;
  award_year: number | null; payee: string; payer: string; amount_fen?: number; min_fen?: number; max_fen?: number | null;
  payable_fen?: number; min_open?: boolean; estimate?: boolean; offered?: Bounds; decided_by?: string[]; schedule: { month: string; amount_fen: number }[];
  already_paid_fen: number; reduced_by: Reduction[]; conditions: ConditionResult[]; steps: Text[]; facts: FactRead[]; missing: Missing[];
}
export interface AssumptionUsed { id: string; text?: Text; reason?: Text; ruled_by?: string[] }
export interface FactChange { path: string; title: Text; bound: "exactly" | "over" | "at_least" | "under" | "at_most"; limit: string; then: string; now?: string }
export interface Change { text: Text; facts: FactChange[]; new_event?: string }
export interface ProvisionResult {
  policy: string; id: string; article: string; title: Text; kind: string; status: DueStatus; claims: Claim[]; refused: Claim[];
  more_possible: boolean; conditions: ConditionResult[]; missing: Missing[]; changes?: Change[]; assumptions: AssumptionUsed[]; citations: Cited[]; lead: string[]; explanation?: Explanation;
}
export interface SubjectResult {
  type: string; identity: string; label: string; provisions: ProvisionResult[]; certain_fen: number; max_fen: number | null;
  missing: Missing[]; alternatives?: Alternative[];
}
export interface Alternative { policy: string; id: string; title: Text; sets: { provisions: string[]; total_fen?: number; chosen?: boolean }[] }
export interface Ranking {
  policy: string; provision: string; by: { title: Text; order: "descending" | "ascending" }[];
  places: { place: number | null; type: string; identity: string; label: string; event: string; values: (string | null)[] }[];
}
export interface PolicyUsed { id: string; number: string; title: Text; hash: string; sample: boolean }
export interface Determination {
  on: string; policies: PolicyUsed[]; subjects: SubjectResult[]; certain_fen: number; max_fen: number | null; assumptions?: Explanation[]; rankings?: Ranking[];
}

export type FieldType = "string" | "number" | "boolean" | "date" | "date and time" | "time" | "code" | "entry" | "unit" | "lines" | "list" | "record"
  | "days and time duration" | "years and months duration" | "Any";
export interface RegisterField {
  id: string; title: Text; help: Text; type: FieldType; codes: { id: string; title: Text }[] | null; entry: string | null; in: string[]; same_owner: boolean;
  required: boolean; computed: boolean; public: boolean; search: boolean; sum: boolean; unit: string | null;
  min: string | null; max: string | null; matches: string | null; at: string[];
  measure: { formula: string; digits: number | null; percent: boolean } | null; columns: RegisterField[];
}
export interface Register {
  policy: string; id: string; title: Text; provision: string; article: string; text: string[]; of: string[]; keeper: string; public: boolean;
  ladder: { level: string; from: string; to: string; while: string[] } | null; name: string; fields: RegisterField[];
  life: { procedure: string; title: Text; steps: { id: string; title: Text; kind: string }[]; ends: { id: string; title: Text }[] };
  calendar: { key: string[]; from: string; to: string | null; last_day: boolean } | null; matches: string[]; may: { enter: boolean; import: boolean };
  count: number; counts: { status: string; title: Text; count: number }[];
  raised: { by: string; from: string | null } | null; beside: { provision: string; sentence: string | null } | null;
  plan: { from: string; to: string; done: string | null } | null; coverage: { field: string; counts: { code: string; count: number }[] } | null; overdue: number;
  scores: RegisterScores | null; chart: { lines: string; label: string; amount: string } | null; compare: { by: string; same: string[] } | null;
}
export interface RegisterScores {
  year: string; entered: { register: string; lines: string; indicator: string; weight: string } | null; whole: string; total: string; grade: string | null; indicators: { id: string; title: Text; source: Text; formula: string }[];
  bands: { grade: string; from: string }[]; weights: { from: string | null; to: string | null; source: Text; sample: boolean; weights: Record<string, string> }[];
}
export interface SheetRead { name: string; value: EntryValue }
export interface SheetResult { reads: SheetRead[]; value: EntryValue; why: Text | null }
export interface SheetMeasure extends SheetResult { name: string; formula: string; of: string | null; lines: SheetResult[] }
export interface SheetScore extends SheetResult { indicator: string; formula: string; weight: number | null; before: number | null; points: number | null }
export interface EntrySheet {
  package: string; on: string; recomputed: boolean | null; pins: { entry: string; register: string; reference: string; name: string; version: number }[];
  measures: SheetMeasure[]; scores: { year: number | null; rows: SheetScore[]; value: EntryValue; why: Text | null; grade: string | null } | null;
}
export type EntryValue = string | number | boolean | null | object;
export type EntryValues = Record<string, EntryValue>;
export interface EntrySummary {
  id: string; policy: string; register: string; reference: string; title: string; status: string; status_title: Text; ended: boolean;
  subject: { id: string; name: string } | null; values: EntryValues; names: Record<string, string>; updated_at: string; public: boolean;
  term: { unit: string | null; due: string; overdue: boolean } | null;
}
export interface EntryOption {
  kind: "take" | "publish_notice" | "answer_objection" | "withdraw"; step: string; outcome: string; objection: string; upheld: boolean; unit: string;
  title: Text; reason_required: boolean; required: string[]; fields: string[]; blocked: { code: string; message: Text; help: Text } | null;
}
export interface EntryTimelineItem { version: number; at: string; kind: string; title: Text; actor: string; unit: string; reason: string }
export interface EntryVersion { version: number; at: string; by: string; reason: string; valid_from: string; values: EntryValues }
export interface EntryAttachment { hash: string; name: string; type: string; size: number }
export interface EntryOpenStep { step: string; kind: string; title: Text; unit: string; role: string; due: string | null; overdue: boolean }
export interface EntryObjection { id: string; on: string; reason: string; name: string; contact: string; answered: boolean; upheld: boolean; answer: string }
export interface Entry extends EntrySummary {
  version: number; whole: boolean; due: string | null; notice_closes: string | null; open: EntryOpenStep[]; options: EntryOption[]; timeline: EntryTimelineItem[];
  versions: EntryVersion[]; references: EntryReference[]; referred: EntryReference[]; attachments: EntryAttachment[]; objections: EntryObjection[];
  missing: string[]; may: { change: boolean; fields: string[]; attach: boolean }; sheet: EntrySheet | null;
}
export interface EntryReference { register: string; field: string; entry: EntrySummary }
export interface EntryDone { id: string; reference: string; version: number; status: string; made: string }
export interface EntryMatch { register: string; entry: EntrySummary; score: number; reasons: Text[] }
export interface CalendarSpan { entry: string | null; title: string; from: string; to: string | null; status: string }
export interface ImportReport { rows: number; good: number; bad: { row: number; field: string; message: Text }[]; imported: number }
export interface WaitingEntry extends EntrySummary { register_title: Text; step: string; step_title: Text; due: string | null; overdue: boolean }
export type Selection = Schemas["Selection"];
export type CallSummary = Schemas["CallSummary"];
export type Call = Schemas["Call"];
export type CallAction = Schemas["CallAction"];
export type CallBid = Call["bids"][number];
export type CallNeed = Call["needs"][number];
export type CallSeat = Call["seats"][number];
export type CallContract = Schemas["CallContract"];
export type CallTerms = Schemas["CallTerms"];
export type RankedBid = Schemas["RankedBid"];

export type Overview = Schemas["Overview"];
export type ArticleFigures = Schemas["OverviewArticle"];
export type ProvisionFigures = Schemas["OverviewProvision"];
export type UnitFigures = Schemas["OverviewUnit"];
export type Roster = Schemas["Roster"];
export type RosterLine = Schemas["RosterLine"];
export type RosterChoice = Schemas["RosterChoice"];
export type RosterList = Schemas["RosterList"];
export type RosterDetail = Schemas["RosterDetail"];
export type Offer = Schemas["Offer"];
export type OfferList = Schemas["OfferList"];
export type OfferConfirmed = Schemas["OfferConfirmed"];
export type Allocations = Schemas["Allocations"];
export type AllocationRun = Schemas["AllocationRun"];
export type PartlyPaid = Schemas["PartlyPaid"];
export type WaitingLine = Schemas["WaitingLine"];
export type SpotCheck = Schemas["SpotCheck"];
export type SpotCheckCase = Schemas["SpotCheckCase"];
export type SpotCheckDraw = Schemas["SpotCheckDraw"];
export type SpotCheckList = Schemas["SpotCheckList"];
