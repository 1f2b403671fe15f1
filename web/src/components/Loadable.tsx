// What every page that waits for the service shows: loading, a failure with what to do, or the content.
import { Alert, Button, Skeleton } from "antd";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { plainMessage, standalone } from "../app/format";
import { useLanguage } from "../i18n/language";

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useLanguage();
  const problem = error instanceof ApiError ? error.problem : { title: String(error), detail: "", errors: [] };
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={standalone(plainMessage(problem.title))}
      description={
        <>
          {problem.detail && <div>{standalone(plainMessage(problem.detail))}</div>}
          {problem.errors?.length ? (
            <ul>
              {problem.errors.map((entry) => (
                <li key={entry.pointer + entry.message}>{standalone(plainMessage(entry.message))}</li>
              ))}
            </ul>
          ) : null}
        </>
      }
      action={retry && <Button size="small" onClick={retry}>{t("app.retry")}</Button>}
    />
  );
}

export function Loadable<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { t } = useLanguage();
  if (query.isPending) return <div role="status" aria-busy="true" aria-label={t("app.loading")}><Skeleton active /></div>;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <>{children(query.data)}</>;
}
