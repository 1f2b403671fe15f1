// The name of a payment line's state.
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
