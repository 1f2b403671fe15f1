// The draw checked in the reader's own browser, with nothing but what is published.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import type { Call } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { verifyDraw } from "./verify";

export function VerifyBox({ call }: { call: Call }) {
  const { t } = useLanguage();
  const check = useMutation({ mutationFn: () => verifyDraw(call) });
  const drawn = call.needs.filter((need) => need.panel).length;
  return (
    <>
      <p className="muted">{t("calls.verifyHow")}</p>
      {call.seed && <Button onClick={() => check.mutate()} loading={check.isPending}>{t("calls.verifyRun")}</Button>}
      {check.isSuccess && (
        <Alert style={{ marginTop: 12 }} showIcon type={check.data === null ? "success" : "error"}
          title={check.data === null ? t("calls.verified", { count: drawn })
            : t("calls.notVerified", { what: check.data === "seed" ? t("calls.seed") : check.data })} />
      )}
    </>
  );
}
