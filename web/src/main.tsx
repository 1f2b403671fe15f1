import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router-dom";
import { ApiError } from "./api/client";
import { App } from "./app/App";
import { SessionProvider } from "./app/session";
import { LanguageProvider } from "./i18n/language";
import "./app/base.css";

const client = new QueryClient({
  defaultOptions: {
    // Without a network a change is refused at once, and said: it does not wait in silence.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 5_000,
      // A refusal stays a refusal. Asked again is a service that cannot be reached, and one that asks to wait: a whole
      // unit may come from one address.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status === 429),
    },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <BrowserRouter>
          <SessionProvider>
            <App />
          </SessionProvider>
        </BrowserRouter>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
