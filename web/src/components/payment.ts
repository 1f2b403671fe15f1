// How the states of payment lines and batches are named and coloured.
import type { MessageKey } from "../i18n/messages";

export function paymentState(state: string): MessageKey {
  switch (state) {
    case "issued": return "payment.issued";
    case "paid": return "payment.paid";
    case "failed": return "payment.failed";
    case "returned": return "payment.returned";
    case "cancelled": return "payment.cancelled";
    default: return "payment.draft";
  }
}

/** The colour of a batch's state: what waits for somebody stands out from what is over. */
export function batchColour(state: string): string {
  switch (state) {
    case "draft": return "warning";
    case "released": return "processing";
    case "settled": return "success";
    default: return "default";
  }
}
