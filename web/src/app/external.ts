// Signing in through the identity provider: what the portal remembers, in this tab, while the browser is away.
// The secret of the attempt is a cookie that no page can read; here stands only what the sign-in is for.
import { request } from "../api/client";

export type ExternalPurpose =
  | { for: "sign-in"; next?: string }
  | { for: "own-account" }
  | { for: "password-link"; link: string }
  | { for: "invitation"; invitation: string; login: string; name: string };

const place = "enact.external";

/** Sends the browser to the provider. */
export async function beginExternal(purpose: ExternalPurpose): Promise<void> {
  const { url } = await request<{ url: string }>("POST", "/external/sign-in", { body: {} });
  sessionStorage.setItem(place, JSON.stringify(purpose));
  window.location.assign(url);
}

/** What the browser was sent away for. */
export function externalPurpose(): ExternalPurpose {
  const kept = sessionStorage.getItem(place);
  return kept ? (JSON.parse(kept) as ExternalPurpose) : { for: "sign-in" };
}
export function forgetPurpose(): void {
  sessionStorage.removeItem(place);
}

/** Where the provider signs one out; undefined if it cannot be asked, or offers no such place. */
export async function externalSignOut(): Promise<string | undefined> {
  try {
    return (await request<{ url: string | null }>("GET", "/external/sign-out")).url ?? undefined;
  } catch {
    return undefined; // signed out here in any case
  }
}
