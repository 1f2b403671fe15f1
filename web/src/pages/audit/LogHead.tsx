// The latest signed head of the event log: what an auditor keeps elsewhere, so that the log can be held against it.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { request } from "../../api/client";
import type { components } from "../../api/schema";
import { moment } from "../../app/format";
import { useLanguage } from "../../i18n/language";

type Head = components["schemas"]["LogHead"];

export default function LogHead() {
  const { t } = useLanguage();
  const head = useQuery({ queryKey: ["log-head"], queryFn: () => request<Head>("GET", "/log/head"), retry: false });
  // Before the first head is signed there is none (404): then there is nothing to keep yet.
  if (!head.data) return null;
  const { size, at, root, note } = head.data;
  return (
    <section className="sheet log-head" aria-label={t("audit.head")}>
      <div>
        <strong>{t("audit.head")}</strong>
        <div>{t("audit.headSays", { size: size.toLocaleString(), at: moment(at) })}</div>
        <code title={root}>{root}</code>
        <div className="muted">{t("audit.headKeep")}</div>
      </div>
      <Button className="no-print" onClick={() => save(note, `log-${size}.head`)}>{t("audit.headSave")}</Button>
    </section>
  );
}

function save(text: string, name: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
