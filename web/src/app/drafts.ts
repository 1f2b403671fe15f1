// Where the tab keeps what is not saved yet, by account and form.
const prefix = "enact.draft/";

export const nameOf = (login: string, place: string): string => `${prefix}${encodeURIComponent(login)}/${place}`;

/** What is kept there; nothing if it cannot be read. */
export function keptAt(name: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(name) ?? "{}");
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Everybody's: nobody who sits down here next finds any of it. */
export function forgetDrafts(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
}
