// One case: where it stands, what is to be done next and by whom, and everything that led here.
import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Descriptions, Steps } from "antd";
import { Link, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Case } from "../../api/types";
import { moment, yuan } from "../../app/format";
import { useSession } from "../../app/session";
import { Amount } from "../../components/Amount";
import { PayableNow } from "../../components/ClaimAmount";
import { Identity } from "../../components/Identity";
import { Due } from "../../components/Due";
import { ExplanationTree } from "../../components/ExplanationTree";
import { Loadable } from "../../components/Loadable";
import { paymentState } from "../../components/payment";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { CaseActions } from "./CaseActions";
import { CaseStanding } from "./CaseStanding";
import { Cautions, differingOf } from "./Cautions";
import { StatusTag } from "./CaseTable";
import { CaseTimeline } from "./CaseTimeline";
import { EvidenceList } from "./EvidenceList";
import { FormList } from "./FormList";
import { JointAnswer, JointMembers } from "./JointMembers";
import { LetterList } from "./LetterList";
import { MoneyBox } from "./MoneyBox";
import { RaiseLinks } from "../registers/RaiseLinks";
import { NoticeBox } from "./NoticeBox";
import { OpinionTable } from "./OpinionTable";
import { PayeeForm } from "./PayeeForm";
import "./case.css";

export default function CasePage() {
  const { id = "" } = useParams();
  const found = useQuery({ queryKey: ["case", id], queryFn: () => request<Case>("GET", `/cases/${id}`) });
  return <div className="page"><Loadable query={found}>{(item) => <CaseView item={item} />}</Loadable></div>;
}

/** As decided; until then its bounds, with what is payable while the rest is open. */
function CaseAmount({ item }: { item: Case }) {
  const provision = item.determination?.provisions.find((one) => one.policy === item.package && one.id === item.provision);
  const claim = provision?.claims.find((one) => one.event === item.event);
  return (
    <span>
      <Amount fen={item.amount_fen} min={item.amount_min_fen} max={item.max_fen} />
      {item.amount_fen === null && claim && <> <PayableNow claim={claim} /></>}
    </span>
  );
}

function CaseView({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const units = useUnits();
  // Who may only look is offered nothing to fill in.
  const own = session?.subjects.some((subject) => subject.id === item.subject.id && subject.roles.some((role) => role !== "reader")) ?? false;
  const maySign = session?.subjects.some((subject) => subject.id === item.subject.id && subject.roles.some((role) => role === "applicant" || role === "manager")) ?? false;
  const drafting = own && item.open_steps.some((step) => step.kind === "apply");
  const returned = drafting ? item.timeline.findLast((entry) => entry.kind === "case.step_done") : undefined;
  const current = item.steps.findIndex((step) => step.state === "open");
  return (
    <>
      <div className="page-head">
        <h1>{text(item.provision_title)}</h1>
        <StatusTag item={item} />
        <span className="muted">{item.reference}</span>
        <span className="grow" />
        <Button className="no-print" icon={<PrinterOutlined />} onClick={() => window.print()}>{t("app.print")}</Button>
      </div>
      <RaiseLinks policy={item.package} from={`/cases/${item.id}`} />
      <CaseStanding item={item} own={own} />
      {current >= 0 && (
        <div className="sheet case-step-now">
          {t("case.stepNow", { step: String(current + 1), of: String(item.steps.length), title: text(item.steps[current]?.title ?? item.status) })}
        </div>
      )}
      <div className="sheet case-steps">
        <Steps
          size="small"
          responsive={false}
          titlePlacement="vertical"
          current={current < 0 ? item.steps.length : current}
          items={item.steps.map((step) => ({
            title: text(step.title),
            status: step.state === "done" ? "finish" : step.state === "open" ? "process" : "wait",
          }))}
        />
      </div>
      <div className="case-desk">
        <div className="case-main">
          {returned && (
            <Alert
              type="warning"
              showIcon
              title={t("case.returned", { unit: units([returned.unit]) })}
              description={<><div className="case-said">{returned.reason}</div><div className="muted">{t("case.returnedNext")}</div></>}
            />
          )}
          <MoneyBox item={item} />
          {drafting && <PayeeForm key={item.payee?.account_masked ?? ""} item={item} />}
          {drafting && item.mode === "apply" && <FormList item={item} maySign={maySign} />}
          {drafting && item.mode === "apply" && <EvidenceList item={item} editable />}
          <JointAnswer item={item} />
          <JointMembers item={item} editable={drafting} />
          <Cautions item={item} />
          <CaseActions item={item} />
          <section className="sheet">
            <h2>{t("case.about")}</h2>
            <Descriptions
              column={{ xs: 1, md: 2 }}
              items={[
                { key: "subject", label: t("case.subject"), children: <>{item.subject.name} <Identity subject={item.subject.id} identity={item.subject_identity} /></> },
                { key: "amount", label: t("case.amountYuan"), children: <CaseAmount item={item} /> },
                { key: "event", label: t("case.event"), children: item.event || "—" },
                { key: "mode", label: t("case.mode"), children: t(item.mode === "confirm" ? "case.confirm" : "case.apply") },
                ...(item.payee && !drafting && !(own && !item.ended) ? [{ key: "payee", label: t("payee.title"), children: `${item.payee.name} · ${item.payee.bank} · ${item.payee.account_masked}` }] : []),
                ...item.payments.map((payment) => ({
                  key: `${payment.batch}-${payment.line}`, label: t("case.payment"),
                  children: `${payment.to ? `${payment.to} · ` : ""}${yuan(payment.amount_fen)} · ${t(paymentState(payment.state))}${payment.reason ? ` · ${payment.reason}` : ""}`,
                })),
              ]}
            />
          </section>
          {own && !drafting && !item.ended && <PayeeForm key={item.payee?.account_masked ?? ""} item={item} />}
          <NoticeBox item={item} />
          <OpinionTable item={item} />
          <LetterList item={item} />
          {!drafting && <EvidenceList item={item} editable={false} />}
          {item.determination && (
            <section className="sheet">
              <div className="case-why-head">
                <h2>{t("case.determination")}</h2>
                <Link to={`/print/cases/${item.id}`} className="no-print"><PrinterOutlined aria-hidden /> {t("case.printStatement")}</Link>
              </div>
              {item.explanation?.detail && <p>{text(item.explanation.detail)}</p>}
              {item.explanation && <ExplanationTree explanation={item.explanation} differing={differingOf(item)} />}
            </section>
          )}
        </div>
        <aside className="case-side sheet">
          {item.open_steps.length > 0 && (
            <>
              <h2>{t("case.next")}</h2>
              <ul className="case-next">
                {item.open_steps.map((step) => (
                  <li key={step.step + step.unit}>
                    {text(step.title)} · {step.unit ? units([step.unit]) : t("case.applicant")}
                    {step.due && <div className="muted">{t("case.due")} <Due due={step.due} overdue={step.overdue} provisional={step.provisional} /></div>}
                    {step.late === "tacit" && <div className="muted">{t("overdue.tacit", { outcome: text(step.follows) })}</div>}
                    {step.escalated && <div className="muted">{t("overdue.told", { day: step.escalated, unit: units([step.tells]) })}</div>}
                  </li>
                ))}
              </ul>
            </>
          )}
          <h2>{t("case.timeline")}</h2>
          <CaseTimeline item={item} />
          <p className="muted">{t("case.opened", { at: moment(item.opened) })}</p>
        </aside>
      </div>
    </>
  );
}
