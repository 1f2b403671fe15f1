// What is typed into a form and not saved yet, kept in the browser's tab: who goes elsewhere, back or reloads loses
// nothing. It is whose account typed it: another account never reads it, and signing out forgets it.
import { useState } from "react";
import { useSession } from "./session";
import { keptAt, nameOf } from "./drafts";

export interface Draft<Entered> {
  /** What was typed when the form was opened; empty if nothing was. */
  kept: Partial<Entered>;
  restored: boolean;
  keep: (entered: Partial<Entered>) => void;
  forget: () => void;
}

/** `place` says which form of what, e.g. "payee/7f3a". */
export function useDraft<Entered extends object>(place: string): Draft<Entered> {
  const { session } = useSession();
  const name = nameOf(session?.account.login ?? "", place);
  const [kept] = useState(() => keptAt(name) as Partial<Entered>);
  return {
    kept,
    restored: Object.keys(kept).length > 0,
    keep: (entered) => sessionStorage.setItem(name, JSON.stringify(entered)),
    forget: () => sessionStorage.removeItem(name),
  };
}
