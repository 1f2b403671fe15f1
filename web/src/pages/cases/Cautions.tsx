// What those who review a case are told of its subject. None of it decides anything by itself.
import { Alert } from "antd";
import { Link } from "react-router-dom";
import type { Case } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { FactValue, inWords } from "../enterprise/RecordTable";

type Caution = Case["cautions"][number];

export function Cautions({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  if (item.cautions.length === 0) return null;
  const has = (kind: Caution["kind"]) => item.cautions.some((one) => one.kind === kind);
  const meanings = [...new Set(item.cautions.map((one) => text(one.meaning)).filter((one) => one !== ""))];
  return (
    <Alert
      className="case-cautions"
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t("caution.title")}
      description={
        <>
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {item.cautions.map((one, index) => (
              <li key={index}>
                <strong>{text(one.title)}</strong>{one.kind !== "declared" && one.since && ` ${one.since}`}{one.kind !== "declared" && one.by && <span className="muted"> · {one.by}</span>}
                {one.kind === "declared" ? <Differs one={one} /> : one.what && <div>{one.kind === "fact" ? <FactValue entry={{ value: one.what, open: false }} /> : one.what}</div>}
                {one.kind === "alike" && !one.what && <div className="muted">{t("caution.alikeUnnamed")}</div>}
              </li>
            ))}
          </ul>
          {has("declared") && <p className="muted" style={{ margin: "8px 0 0" }}>{t("caution.declaredHelp")} <Link to={`/subjects/${item.subject.id}`}>{t("caution.look")}</Link></p>}
          {has("alike") && <p className="muted" style={{ margin: "8px 0 0" }}>{t("caution.alikeHelp")}</p>}
          {meanings.map((meaning) => <p key={meaning} className="muted" style={{ margin: "8px 0 0" }}>{t("caution.meaning", { meaning })}</p>)}
        </>
      }
    />
  );
}

// Both values side by side: what counts, and what was declared otherwise.
function Differs({ one }: { one: Caution }) {
  const { t } = useLanguage();
  return (
    <>
      <span className="muted"> {t("caution.declared", { since: one.since ?? "", unit: one.by, day: one.attested_since ?? "" })}</span>
      <dl className="case-differs">
        <div><dt>{t("caution.stands")}</dt><dd><FactValue entry={{ value: one.stands, open: false }} /></dd></div>
        <div><dt>{t("caution.says")}</dt><dd><FactValue entry={{ value: one.what, open: false }} /></dd></div>
      </dl>
    </>
  );
}

// For the conditions that rest on them: what was declared otherwise, by the fact's name.
export function differingOf(item: Case): Map<string, string> {
  return new Map(item.cautions.filter((one) => one.kind === "declared").map((one) => [one.fact, plain(one.what)]));
}

function plain(json: string): string {
  try {
    return inWords(JSON.parse(json));
  } catch {
    return json;
  }
}
