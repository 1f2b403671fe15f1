// Who is signed in. The cookie is the browser's business; here is only what the service says about it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { request, setCsrfToken, whenSessionIsLost } from "../api/client";
import type { Session, Space } from "../api/types";
import { forgetDrafts } from "./drafts";
import { externalSignOut } from "./external";

interface SessionState {
  session: Session | null;
  space: Space | null;
  loading: boolean;
  /** The service forgot the session while somebody was at work: `session` is still the one that was. */
  lost: boolean;
  signIn: (login: string, password: string, code?: string) => Promise<Session>;
  /** Takes over a session that was opened otherwise. */
  adopt: (opened: Session) => void;
  /** Opens a lost session anew for the same account; pages keep what was typed into them. */
  signInAgain: (password: string, code?: string) => Promise<void>;
  signOut: () => Promise<void>;
  /** What somebody did ended their sessions: they are signed out, on every tab. */
  ended: () => void;
}

// Tells the other tabs that somebody signed out on purpose: they show nothing of it any more.
const signedOutKey = "enact.signedOut";

const Context = createContext<SessionState | null>(null);

async function currentSession(): Promise<Session | null> {
  // No content: nobody is signed in.
  const session = (await request<Session | undefined>("GET", "/session")) ?? null;
  if (session) setCsrfToken(session.csrf);
  return session;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useQuery({ queryKey: ["session"], queryFn: currentSession, staleTime: 60_000,
    // Who signed in on another tab is signed in here as soon as they come back.
    refetchOnWindowFocus: ({ state }) => (state.data === null ? "always" : true),
  });
  const [held, hold] = useState<Session | null>(null);
  if (session.data && session.data !== held) hold(session.data);
  // Another account signed in elsewhere, with this browser's one cookie: nothing of the first one may stay.
  const login = session.data?.account.login;
  const whose = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (login === undefined) return;
    if (whose.current !== undefined && whose.current !== login) window.location.assign("/");
    whose.current = login;
  }, [login]);
  const lost = held !== null && session.isSuccess && session.data === null;
  useEffect(() => {
    whenSessionIsLost(() => client.setQueryData(["session"], null));
    const elsewhere = (event: StorageEvent) => {
      if (event.key !== signedOutKey) return;
      client.setQueryData(["session"], null);
      hold(null);
      forgetDrafts();
    };
    window.addEventListener("storage", elsewhere);
    return () => window.removeEventListener("storage", elsewhere);
  }, [client]);
  const space = useQuery({ queryKey: ["space"], queryFn: () => request<Space>("GET", "/space"), staleTime: 300_000 });

  // What one account has seen is not another's. The session and the space stay: the pages that show them are
  // mounted and would not hear of a query that was removed.
  function forget() {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" && queryKey[0] !== "space" });
  }

  async function signIn(login: string, password: string, code?: string): Promise<Session> {
    const opened = await request<Session>("POST", "/session", { body: { login, password, ...(code ? { code } : {}) } });
    adopt(opened);
    return opened;
  }
  function adopt(opened: Session): void {
    setCsrfToken(opened.csrf);
    whose.current = opened.account.login;
    forget();
    client.setQueryData(["session"], opened);
  }
  async function signInAgain(password: string, code?: string): Promise<void> {
    const opened = await request<Session>("POST", "/session", { body: { login: held?.account.login ?? "", password, ...(code ? { code } : {}) } });
    setCsrfToken(opened.csrf);
    client.setQueryData(["session"], opened);
  }
  function ended(): void {
    setCsrfToken("");
    whose.current = undefined;
    forget();
    client.setQueryData(["session"], null);
    hold(null);
    forgetDrafts();
    localStorage.setItem(signedOutKey, crypto.randomUUID());
  }
  async function signOut(): Promise<void> {
    const external = held?.external === true;
    if (!lost) await request("DELETE", "/session");
    ended();
    // Whoever came through the identity provider is signed out there as well.
    const elsewhere = external ? await externalSignOut() : undefined;
    if (elsewhere) window.location.assign(elsewhere);
  }

  const state: SessionState = {
    session: session.data ?? held,
    space: space.data ?? null,
    loading: session.isPending,
    lost,
    signIn,
    adopt,
    signInAgain,
    signOut,
    ended,
  };
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

export function useSession(): SessionState {
  const context = useContext(Context);
  if (!context) throw new Error("useSession outside of SessionProvider");
  return context;
}

export function hasRole(session: Session | null, ...roles: string[]): boolean {
  return session !== null && roles.some((role) => session.roles.includes(role));
}
