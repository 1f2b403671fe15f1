// What those who review a case are told of its subject. None of it decides anything by itself.
import { Alert } from "antd";
import type { Case } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { FactValue } from "../enterprise/RecordTable";

export function Cautions({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  if (item.cautions.length === 0) return null;
  const meanings = [...new Set(item.cautions.map((one) => text(one.meaning)).filter((one) => one !== ""))];
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t("caution.title")}
      description={
        <>
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {item.cautions.map((one, index) => (
              <li key={index}>
                <strong>{text(one.title)}</strong>{one.since && ` ${one.since}`}{one.by && <span className="muted"> · {one.by}</span>}
                {one.what && <div>{one.kind === "fact" ? <FactValue entry={{ value: one.what, open: false }} /> : one.what}</div>}
              </li>
            ))}
          </ul>
          {meanings.map((meaning) => <p key={meaning} className="muted" style={{ margin: "8px 0 0" }}>{t("caution.meaning", { meaning })}</p>)}
        </>
      }
    />
  );
}
