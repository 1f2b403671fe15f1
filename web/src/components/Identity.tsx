// What identifies a subject. An identity number of a person comes masked; who needs it whole asks for it, and that
// stands in the log.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { request } from "../api/client";
import { useLanguage } from "../i18n/language";
import { Failure } from "./Loadable";

export function Identity({ subject, identity }: { subject: string; identity: string }) {
  const { t } = useLanguage();
  const whole = useMutation({ mutationFn: () => request<{ identity: string }>("POST", `/subjects/${subject}/identity`) });
  if (whole.isError) return <Failure error={whole.error} />;
  return (
    <>
      {whole.data?.identity ?? identity}
      {identity.includes("*") && !whole.data && <>{" "}<Button size="small" className="no-print" loading={whole.isPending} onClick={() => whole.mutate()}>{t("reveal.identity")}</Button></>}
    </>
  );
}
