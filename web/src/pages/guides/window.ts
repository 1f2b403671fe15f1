// When applications for a provision are taken, as far as it was announced.
import type { Announcement } from "../../api/types";

export type WindowState = "always" | "coming" | "open" | "over";

/** Of the announcements of a provision, the one that stands for the year of `today`. */
export function windowOf(announcements: readonly Announcement[], packageId: string, provision: string, today: string): Announcement | undefined {
  return announcements.find((one) => one.package === packageId && one.provision === provision && one.year === Number(today.slice(0, 4)));
}

export function stateOf(announcement: Announcement | undefined, today: string): WindowState {
  if (!announcement) return "always";
  if (today < announcement.opens) return "coming";
  return today <= announcement.closes ? "open" : "over";
}
