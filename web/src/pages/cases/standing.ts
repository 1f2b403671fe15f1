// Where a case stands, in the words of whoever applied: what happened, what is expected of whom until when, how much.
// Said from what the service tells of the case, without knowing any policy.
import type { Case, OpenStep, Text } from "../../api/types";
import { yuan } from "../../app/format";
import type { MessageKey } from "../../i18n/messages";

/** One sentence; texts of the service and the units of a list are put into the reader's language by who shows it. */
export interface Said { key: MessageKey; values: Record<string, string | string[] | Text> }
export interface Standing { happened: Said; expected: Said | null; amount: Said | null }

const said = (key: MessageKey, values: Said["values"] = {}): Said => ({ key, values });
const day = (instant: string) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" }).format(new Date(instant));

/** `own`: the reader may act for the applicant. */
export function standing(item: Case, own: boolean): Standing {
  return item.ended ? ended(item, own) : { ...running(item, own), amount: amount(item) };
}

function ended(item: Case, own: boolean): Standing {
  const paid = item.payments.filter((payment) => payment.state === "paid").reduce((sum, payment) => sum + payment.amount_fen, 0);
  const last = item.timeline.findLast((entry) => entry.kind === "case.paid" || entry.kind === "case.step_done" || entry.kind === "case.lapsed");
  const at = last ? day(last.at) : day(item.updated);
  if (item.state === "paid") return { happened: paid > 0 ? said("standing.paid", { amount: yuan(paid), day: at }) : said("standing.ended", { status: item.status }), expected: null, amount: null };
  if (item.state === "rejected") {
    const appeal = item.actions.find((action) => action.kind === "take_up" && !action.blocked);
    return {
      happened: last?.reason ? said("standing.refused", { units: [last.unit], day: at, reason: last.reason }) : said("standing.ended", { status: item.status }),
      expected: appeal && own ? said("standing.appeal", { action: appeal.title }) : own ? said("standing.remedy") : null,
      amount: null,
    };
  }
  return { happened: said("standing.ended", { status: item.status }), expected: own && item.state === "lapsed" ? said("standing.again") : null, amount: null };
}

function running(item: Case, own: boolean): Omit<Standing, "amount"> {
  const payment = item.payments.at(-1);
  if (payment && (payment.state === "failed" || payment.state === "returned")) {
    return {
      happened: said(payment.reason ? "standing.unpaid" : "standing.unpaidUnsaid", { reason: payment.reason }),
      expected: own ? said("standing.checkAccount") : waitsFor(item.open_steps, own),
    };
  }
  const draft = item.open_steps.find((step) => step.kind === "apply");
  if (draft) {
    const returned = item.timeline.findLast((entry) => entry.kind === "case.step_done");
    return {
      happened: returned ? said("standing.returned", { units: [returned.unit], day: day(returned.at) }) : said("standing.draft"),
      expected: draft.due
        ? said(!own ? "standing.submit" : draft.late === "lapse" ? "standing.submitYouOrLapse" : "standing.submitYou", { day: draft.due })
        : said(own ? "standing.submitYouAnyTime" : "standing.submitAnyTime"),
    };
  }
  const next = waitsFor(item.open_steps, own);
  const objections = item.objections.filter((objection) => !objection.answered).length;
  if (objections > 0) return { happened: said("standing.objected", { count: String(objections) }), expected: next };
  if (item.notice?.running && item.open_steps.some((step) => step.kind === "notice")) {
    return { happened: said("standing.notice", { closes: item.notice.closes }), expected: own ? said("standing.nothingToDo") : null };
  }
  if (item.part && !item.part.lapsed) {
    const { granted_fen: granted, paid_fen: paid, rest_fen: rest } = item.part;
    return {
      happened: said("standing.part", { granted: yuan(granted), paid: yuan(paid), rest: yuan(rest) }),
      expected: own ? said("standing.nothingToDo") : next,
    };
  }
  if (payment?.state === "issued") return { happened: said("standing.atBank"), expected: own ? said("standing.nothingToDo") : next };
  if (item.money_wait) return { happened: said("standing.waitsForMoney"), expected: own ? said("standing.nothingToDo") : next };
  return { happened: said("standing.at", { step: item.open_steps[0]?.title ?? item.status }), expected: next };
}

/** Who has to act and until when; the earliest term, if units act side by side. */
function waitsFor(steps: OpenStep[], own: boolean): Said | null {
  const units = [...new Set(steps.map((step) => step.unit).filter(Boolean))];
  if (units.length === 0) return null;
  const due = steps.map((step) => step.due).filter((one) => one !== null).sort()[0];
  if (!due) return said(own ? "standing.unitYou" : "standing.unit", { units });
  const late = steps.some((step) => step.overdue);
  return said(late ? "standing.unitLate" : own ? "standing.unitByYou" : "standing.unitBy", { units, day: due });
}

function amount(item: Case): Said | null {
  if (item.amount_fen !== null) return said("standing.amount", { amount: yuan(item.amount_fen) });
  if (item.max_fen === null) return null;
  return item.amount_min_fen
    ? said("standing.amountBetween", { min: yuan(item.amount_min_fen), max: yuan(item.max_fen) })
    : said("standing.amountUpTo", { max: yuan(item.max_fen) });
}
