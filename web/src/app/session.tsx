// Who is signed in. The cookie is the browser's business; here is only what the service says about it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import { request, setCsrfToken } from "../api/client";
import type { Session, Space } from "../api/types";
import { externalSignOut } from "./external";

interface SessionState {
  session: Session | null;
  space: Space | null;
  loading: boolean;
  signIn: (login: string, password: string, code?: string) => Promise<Session>;
  /** Takes over a session that was opened otherwise. */
  adopt: (opened: Session) => void;
  signOut: () => Promise<void>;
}

const Context = createContext<SessionState | null>(null);

async function currentSession(): Promise<Session | null> {
  // No content: nobody is signed in.
  const session = (await request<Session | undefined>("GET", "/session")) ?? null;
  if (session) setCsrfToken(session.csrf);
  return session;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useQuery({ queryKey: ["session"], queryFn: currentSession, staleTime: 60_000 });
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
    forget();
    client.setQueryData(["session"], opened);
  }
  async function signOut(): Promise<void> {
    const external = session.data?.external === true;
    await request("DELETE", "/session");
    setCsrfToken("");
    forget();
    client.setQueryData(["session"], null);
    // Whoever came through the identity provider is signed out there as well.
    const elsewhere = external ? await externalSignOut() : undefined;
    if (elsewhere) window.location.assign(elsewhere);
  }

  const state: SessionState = {
    session: session.data ?? null,
    space: space.data ?? null,
    loading: session.isPending,
    signIn,
    adopt,
    signOut,
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
