// The rules that carry out the chosen sentence, in the words of the policy and of the rule side by side.
import { PartitionOutlined } from "@ant-design/icons";
import { Descriptions, Tag } from "antd";
import { Link } from "react-router-dom";
import type { Assumption, Provision, Unit } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";
import { Notes } from "../registers/Notes";
import { RaiseLinks } from "../registers/RaiseLinks";
import { RegisterLinks } from "../registers/RegisterLinks";
import type { Selection } from "./DocumentPage";

interface Props { selection: Selection; packageId: string; provisions: Provision[]; units: Unit[] }

export function RulePanel({ selection, packageId, provisions, units }: Props) {
  const { t, text } = useLanguage();
  const { clause } = selection;
  const found = clause.provisions.flatMap((id) => provisions.filter((provision) => provision.id === id));
  return (
    <>
      <p className="rules-words" lang="zh-CN">{selection.text}</p>
      {clause.use === "declaratory" && <section><Tag>{t("document.declaratory")}</Tag><p>{text(clause.reason)}</p></section>}
      {clause.use === "uncovered" && <Tag color="error">{t("document.uncovered")}</Tag>}
      <Notes policy={packageId} sentence={selection.text} provisions={clause.provisions} />
      {found.map((provision) => <ProvisionRules key={provision.id} packageId={packageId} provision={provision} units={units} />)}
      <RaiseLinks policy={packageId} from={`/documents/${packageId}${found[0]?.article ? `#article-${found[0].article}` : ""}`} />
    </>
  );
}

export function ProvisionRules({ packageId, provision, units }: { packageId: string; provision: Provision; units: Unit[] }) {
  const { t, text, list, language } = useLanguage();
  const name = (id: string) => text(units.find((unit) => unit.id === id)?.title) || id;
  const names = (ids: string[]) => list(ids.map(name));
  const row = (key: MessageKey, value: string) => (value ? [{ key, label: t(key), children: value }] : []);
  const { amount, task } = provision;
  return (
    <section className="rules">
      <h2><Tag className="rules-id">{provision.id}</Tag>{text(provision.title)} <Tag>{t(`kind.${provision.kind}` as MessageKey)}</Tag></h2>
      {text(provision.summary) && <p>{text(provision.summary)}</p>}
      {provision.executable && <p><Link to={`/documents/${packageId}/provisions/${provision.id}`}><PartitionOutlined aria-hidden /> {t("decision.see")}</Link></p>}
      {provision.conditions.length > 0 && (
        <>
          <h3>{t("provision.conditions")}</h3>
          <ul className="rules-conditions">
            {provision.conditions.map((condition) => (
              <li key={condition.name}>
                <div>{text(condition.title) || condition.name}</div>
                <code className="rule">{condition.rule}</code>
                {condition.citation && <blockquote lang="zh-CN">{condition.citation.text}</blockquote>}
                {condition.assumption && <AssumptionNote assumption={condition.assumption} names={names} />}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t("provision.amount")}</h3>
      {amount ? (
        <>
          <code className="rule">{amount.rule}</code>
          {amount.estimate && <p><Tag>{t("amount.estimate")}</Tag>{t("provision.estimate")}</p>}
          {amount.kind === "band" && <p>{t("provision.decidedBy", { units: names(amount.decided_by) })}</p>}
          {amount.caps.map((cap) => <p key={cap.amount_rule}>{t("provision.cap")} <code className="rule">{cap.amount_rule}</code></p>)}
        </>
      ) : <p className="muted">{t("provision.noMoney")}</p>}
      {provision.alternatives.map((alternative) => (
        <p key={alternative.id}>
          <strong>{t("provision.alternative")}</strong> {text(alternative.title)}{language === "zh" ? "：" : ": "}
          {alternative.sets.map((set) => set.join(" + ")).join(language === "zh" ? " 或 " : " or ")}
        </p>
      ))}
      {provision.rank_by.length > 0 && (
        <>
          <h3>{t("provision.rankBy")}</h3>
          <ol className="rules-conditions">
            {provision.rank_by.map((key) => (
              <li key={key.rule}>
                <div>{text(key.title)} {t(key.order === "descending" ? "provision.descending" : "provision.ascending")}</div>
                <code className="rule">{key.rule}</code>
              </li>
            ))}
          </ol>
        </>
      )}
      {task && (
        <p>
          <strong>{t("provision.task")}</strong> {names(task.units)}{language === "zh" ? "：" : ": "}{text(task.text)}
          {task.working_days > 0 && (language === "zh" ? `（${t("provision.within", { days: task.working_days })}）` : ` (${t("provision.within", { days: task.working_days })})`)}
        </p>
      )}
      <RegisterLinks policy={packageId} provision={provision.id} />
      <Descriptions
        className="rules-units"
        size="small"
        column={1}
        items={[
          ...row("provision.benefit", provision.benefit),
          ...row("provision.lead", names(provision.leads)),
          ...row("provision.opinions", names(provision.opinions)),
          ...row("provision.involved", names(provision.involved)),
          ...row("provision.payee", provision.payee),
          ...row("provision.payer", name(provision.payer)),
          ...row("provision.evidence", list(provision.evidence)),
        ]}
      />
      {provision.assumptions.length > 0 && (
        <>
          <h3>{t("provision.assumptions")}</h3>
          {provision.assumptions.map((assumption) => <AssumptionNote key={assumption.id} assumption={assumption} names={names} />)}
        </>
      )}
    </section>
  );
}

function AssumptionNote({ assumption, names }: { assumption: Assumption; names: (ids: string[]) => string }) {
  const { t, text } = useLanguage();
  return (
    <div className="assumption">
      <div>{text(assumption.text)}</div>
      <div className="muted">{text(assumption.reason)}</div>
      {assumption.ruled_by.length > 0 && <div className="muted">{t("provision.ruledBy", { units: names(assumption.ruled_by) })}</div>}
    </div>
  );
}
