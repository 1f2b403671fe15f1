// One entry: what it says, how it stands, what can be done with it, what led here, and what it has to do with
// others.
import { EditOutlined, PrinterOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router-dom";
import type { Entry, Register } from "../../api/types";
import { moment } from "../../app/format";
import { Due } from "../../components/Due";
import { Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { ObjectionForm } from "../notices/ObjectionForm";
import { registerPath, useEntry, useRegister, useRegisters } from "./api";
import { Week } from "./Calendar";
import { EntryActions } from "./EntryActions";
import { EntryAttachments } from "./EntryAttachments";
import { EntryChange } from "./EntryChange";
import { EntryComparison } from "./EntryComparison";
import { EntryLines } from "./EntryLines";
import { EntryLinks } from "./EntryLinks";
import { EntryMatches } from "./EntryMatches";
import { EntryObjections } from "./EntryObjections";
import { EntrySheetView } from "./EntrySheetView";
import { EntryStatus } from "./EntryTable";
import { EntryTimeline } from "./EntryTimeline";
import { EntryValues } from "./EntryValues";
import { EntryVersions } from "./EntryVersions";
import { RaiseLinks } from "./RaiseLinks";
import { LadderSteps } from "./LadderSteps";
import "./registers.css";

export default function EntryPage() {
  const { id = "" } = useParams();
  const found = useEntry(id);
  return <div className="page register-page"><Loadable query={found}>{(entry) => <OfRegister key={entry.id} entry={entry} />}</Loadable></div>;
}

function OfRegister({ entry }: { entry: Entry }) {
  const register = useRegister(entry.policy, entry.register);
  return <Loadable query={register}>{(loaded) => <EntryView entry={entry} register={loaded} />}</Loadable>;
}

function EntryView({ entry, register }: { entry: Entry; register: Register }) {
  const { t, text, list } = useLanguage();
  const unit = useUnits();
  const [changing, setChanging] = useState(false);
  const missing = register.fields.filter((field) => entry.missing.includes(field.id));
  return (
    <>
      <p className="register-back no-print"><Link to={registerPath(register.policy, register.id)}>{text(register.title)}</Link></p>
      <div className="page-head">
        <h1>{entry.title || entry.reference}</h1>
        <EntryStatus entry={entry} />
        <span className="muted">{entry.reference}</span>
        <span className="grow" />
        <span className="register-buttons no-print">
          {entry.may.change && !changing && <Button icon={<EditOutlined />} onClick={() => setChanging(true)}>{t("registers.change")}</Button>}
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>{t("app.print")}</Button>
        </span>
      </div>
      <div className="entry-desk">
        <div className="entry-main">
          {missing.length > 0 && entry.may.change && !changing && <Alert type="warning" showIcon title={t("registers.missing", { fields: list(missing.map((field) => text(field.title))) })} />}
          {register.ladder && entry.subject && <section className="sheet"><h2>{entry.subject.name}</h2><LadderSteps register={register} subject={entry.subject.id} /></section>}
          {!changing && <EntryActions entry={entry} register={register} />}
          {changing ? <EntryChange entry={entry} register={register} done={() => setChanging(false)} /> : <EntryValues entry={entry} register={register} />}
          {!changing && register.fields.filter((field) => field.type === "lines").map((field) => <EntryLines key={field.id} entry={entry} register={register} field={field} />)}
          {!changing && <EntrySheetView entry={entry} register={register} />}
          <EntryComparison entry={entry} register={register} />
          {entry.notice_closes && entry.options.length === 0 && (
            <section className="sheet no-print">
              <p className="muted">{t("registers.notice", { closes: entry.notice_closes })}</p>
              <ObjectionForm path={`/entries/${entry.id}/objections`} />
            </section>
          )}
          <EntryObjections entry={entry} />
          <Calendars entry={entry} />
          <EntryMatches entry={entry} register={register} />
          <EntryLinks entry={entry} register={register} />
          <EntryAttachments entry={entry} />
          <EntryVersions entry={entry} register={register} />
        </div>
        <aside className="entry-side sheet">
          {entry.open.length > 0 && (
            <>
              <h2>{t("case.next")}</h2>
              <ul className="entry-next">
                {entry.open.map((step) => (
                  <li key={step.step + step.unit}>
                    {text(step.title)} · {step.unit ? unit([step.unit]) : t("registers.ownerActs")}
                    {step.due && <div className="muted">{t("case.due")} <Due due={step.due} overdue={step.overdue} /></div>}
                  </li>
                ))}
              </ul>
            </>
          )}
          <EntryTimeline entry={entry} />
          <RaiseLinks policy={entry.policy} from={`/entries/${entry.id}`} />
          <p className="muted">{t("registers.updated", { at: moment(entry.updated_at) })}</p>
        </aside>
      </div>
    </>
  );
}

/** The weeks of the registers that take up this entry's time. */
function Calendars({ entry }: { entry: Entry }) {
  const { text } = useLanguage();
  const registers = useRegisters();
  const taking = (registers.data ?? []).filter((other) => other.policy === entry.policy
    && other.fields.some((field) => field.id === other.calendar?.key[0] && field.entry === entry.register));
  return (
    <>
      {taking.map((other) => (
        <section key={other.id} className="sheet">
          <div className="entry-part-head">
            <h2>{text(other.title)}</h2>
            {other.may.enter && <EnterLink register={other} keyed={other.calendar?.key[0] ?? ""} entry={entry} />}
          </div>
          <Week register={other} of={entry.id} />
        </section>
      ))}
    </>
  );
}

function EnterLink({ register, keyed, entry }: { register: Register; keyed: string; entry: Entry }) {
  const { t } = useLanguage();
  return <Link className="no-print" to={`${registerPath(register.policy, register.id)}/new?${new URLSearchParams({ [keyed]: entry.id }).toString()}`}>{t("registers.new")}</Link>;
}
