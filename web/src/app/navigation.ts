// Which pages there are and whose they are. The service decides what may be read; this only decides what is
// offered.
import type { MessageKey } from "../i18n/messages";

export interface Destination {
  path: string;
  /** Where its other pages begin. */
  also?: string;
  label: MessageKey;
  /** Roles that are offered it; empty: everybody. */
  roles: readonly string[];
}

export const destinations: readonly Destination[] = [
  { path: "/", also: "/documents", label: "nav.document", roles: [] },
  { path: "/check", label: "nav.check", roles: [] },
  { path: "/guides", label: "nav.guides", roles: [] },
  { path: "/notices", label: "nav.notices", roles: [] },
  { path: "/calls", label: "nav.calls", roles: [] },
  { path: "/status", label: "nav.status", roles: [] },
  { path: "/registers", also: "/entries", label: "nav.registers", roles: [] },
  { path: "/enterprise", label: "nav.enterprise", roles: ["manager", "applicant", "preparer", "reader"] },
  { path: "/inbox", label: "nav.inbox", roles: ["handler", "reviewer", "approver", "finance_reviewer"] },
  { path: "/overdue", label: "nav.overdue", roles: ["handler", "approver", "auditor"] },
  { path: "/rosters", label: "nav.rosters", roles: ["handler", "approver", "auditor"] },
  { path: "/subjects", label: "nav.subjects", roles: ["handler", "reviewer", "approver", "auditor"] },
  { path: "/cases", label: "nav.cases", roles: ["handler", "reviewer", "approver", "finance_reviewer", "auditor"] },
  { path: "/treasury", label: "nav.treasury", roles: ["treasury_maker", "treasury_checker", "finance_reviewer"] },
  { path: "/allocations", label: "allocations.tab", roles: ["handler"] },
  { path: "/overview", label: "nav.overview", roles: ["approver", "finance_reviewer", "drafter", "handler", "auditor"] },
  { path: "/spot-checks", label: "nav.spotChecks", roles: ["finance_reviewer", "auditor"] },
  { path: "/lab", label: "nav.lab", roles: ["drafter", "handler", "approver", "finance_reviewer", "auditor"] },
  { path: "/audit", label: "nav.audit", roles: ["auditor"] },
  { path: "/accounts", label: "nav.accounts", roles: ["administrator", "auditor"] },
  { path: "/registrations", label: "nav.registrations", roles: ["handler", "administrator"] },
  { path: "/seals", label: "nav.seals", roles: ["administrator"] },
  { path: "/retention", label: "nav.retention", roles: ["administrator"] },
  { path: "/permissions", label: "nav.permissions", roles: ["administrator", "auditor"] },
];

/** Where a signed-in account begins. */
export function homeOf({ roles, wants_second_factor }: { roles: readonly string[]; wants_second_factor: boolean }): string {
  // Its roles rest until it has one.
  if (wants_second_factor) return "/account";
  const own = destinations.find((page) => page.roles.some((role) => roles.includes(role)));
  // Without a role there is at most a registration that waits.
  return own?.path ?? "/enterprise";
}
