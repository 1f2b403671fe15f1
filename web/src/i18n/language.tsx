// The language of the reader: Chinese first, English by a switch, kept in the browser.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Text } from "../api/types";
import { plainMessage } from "../app/format";
import type { Language } from "./message";
import { messages, type MessageKey } from "./messages";

export type { Language };

interface LanguageContext {
  language: Language;
  setLanguage: (language: Language) => void;
  /** The portal's own words, with {name} filled in. */
  t: (key: MessageKey, values?: Record<string, string | number>) => string;
  /** A text that came from the service. */
  text: (text: Text | null | undefined) => string;
  /** Several names as one. */
  list: (names: readonly string[]) => string;
}

const Context = createContext<LanguageContext | null>(null);
const storageKey = "enact.language";

export function fill(template: string, values: Record<string, string | number> = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function currentLanguage(): Language {
  return localStorage.getItem(storageKey) === "en" ? "en" : "zh";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState<Language>(currentLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const value = useMemo<LanguageContext>(
    () => ({
      language,
      setLanguage: (next) => {
        localStorage.setItem(storageKey, next);
        setState(next);
      },
      t: (key, values) => fill(messages[key][language], values),
      list: (names) => names.join(language === "zh" ? "、" : ", "),
      text: (text) => (text ? plainMessage(text[language] || text.zh || text.en) : ""),
    }),
    [language],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLanguage(): LanguageContext {
  const context = useContext(Context);
  if (!context) throw new Error("useLanguage outside of LanguageProvider");
  return context;
}
