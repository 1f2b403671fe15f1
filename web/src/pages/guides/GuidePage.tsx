// The guide to one provision (办事指南): who, how much, with what, how long, when, and whom to ask; all of it from
// the declaration and the unit's announcement, so that it cannot differ from what is done.
import { FilePdfOutlined, PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Descriptions, Result, Tag } from "antd";
import { Link, useParams } from "react-router-dom";
import { fileUrl, request } from "../../api/client";
import type { Announcement, ApplicationForm, Items, PackageSummary, Procedure, Provision } from "../../api/types";
import { useSession } from "../../app/session";
import { Loadable } from "../../components/Loadable";
import { useSubjectTypes } from "../../components/subjectTypes";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";
import { AnnouncementForm } from "./AnnouncementForm";
import { WindowTag } from "./WindowTag";
import { windowOf } from "./window";
import "./guide.css";

export default function GuidePage() {
  const { packageId = "", provisionId = "" } = useParams();
  const { t } = useLanguage();
  const { session, space } = useSession();
  const today = space?.today ?? "";
  const path = `/packages/${packageId}/provisions`;
  const provisions = useQuery({ queryKey: [path], queryFn: () => request<Items<Provision>>("GET", path), staleTime: Infinity });
  const announcements = useQuery({ queryKey: ["announcements"], queryFn: () => request<Items<Announcement>>("GET", "/announcements") });
  return (
    <div className="page guide">
      <Loadable query={provisions}>
        {({ items }) => {
          const provision = items.find((one) => one.id === provisionId);
          if (!provision) return <Result status="404" title={t("guide.unknown")} extra={<Link to="/guides">{t("nav.guides")}</Link>} />;
          const announcement = windowOf(announcements.data?.items ?? [], packageId, provisionId, today);
          const unit = session?.roles.includes("handler") ? provision.leads.find((lead) => session.units.includes(lead)) : undefined;
          return (
            <>
              <Guide packageId={packageId} provision={provision} announcement={announcement} today={today} />
              {unit && <AnnouncementForm key={announcement?.published ?? ""} packageId={packageId} provision={provision} announcement={announcement} today={today} />}
            </>
          );
        }}
      </Loadable>
    </div>
  );
}

function Guide({ packageId, provision, announcement, today }: { packageId: string; provision: Provision; announcement: Announcement | undefined; today: string }) {
  const { t, text, list } = useLanguage();
  const type = useSubjectTypes();
  const units = useUnits();
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  const item = packages.data?.items.find((one) => one.id === packageId);
  // Beside what the provision always wants.
  const asked = (announcement?.materials ?? []).filter((kind) => !provision.evidence.includes(kind));
  const row = (key: MessageKey, value: string) => (value ? [{ key, label: t(key), children: value }] : []);
  return (
    <>
      <div className="page-head">
        <h1>{text(provision.title)}</h1>
        <span className="grow" />
        <Button className="no-print" icon={<PrinterOutlined />} onClick={() => window.print()}>{t("app.print")}</Button>
      </div>
      <p className="muted">{text(item?.title)} {item?.number}</p>
      <section className="sheet">
        <h2>{t("guide.window")}</h2>
        <p><WindowTag announcement={announcement} today={today} /></p>
        {announcement ? (
          <Descriptions
            column={1}
            size="small"
            items={[
              ...row("guide.contact", announcement.contact),
              ...row("guide.number", announcement.number),
              ...row("guide.by", units([announcement.unit])),
              ...row("guide.note", announcement.note),
            ]}
          />
        ) : <p className="muted">{t("guide.alwaysHint")}</p>}
        <p className="no-print">
          <Link to="/check">{t("guide.check")}</Link> · <Link to="/enterprise">{t("guide.apply")}</Link> · <Link to={`/documents/${packageId}`}>{t("guide.document")}</Link>
        </p>
      </section>
      <section className="sheet">
        <h2>{t("guide.who")}</h2>
        {text(provision.summary) && <p>{text(provision.summary)}</p>}
        <blockquote lang="zh-CN">{provision.citations.map((citation) => citation.text.replace(/^[、，；]/, "")).join("……")}</blockquote>
        <ol>
          {provision.conditions.map((condition) => (
            <li key={condition.name}>
              {text(condition.title) || condition.name}
              {condition.assumption && <div className="muted">{t("guide.assumed", { text: text(condition.assumption.text) })}</div>}
            </li>
          ))}
        </ol>
        <Descriptions
          column={1}
          size="small"
          items={[...row("provision.payee", provision.payee), ...row("provision.payer", provision.payer), ...row("provision.lead", units(provision.leads)), ...row("provision.opinions", units(provision.opinions))]}
        />
      </section>
      <section className="sheet">
        <h2>{t("guide.materials")}</h2>
        {provision.evidence.length + asked.length > 0
          ? <ol>{provision.evidence.map((kind) => <li key={kind}>{kind}</li>)}{asked.map((kind) => <li key={kind}>{kind} <Tag>{t("guide.asked")}</Tag></li>)}</ol>
          : <p className="muted">{t("guide.noMaterials")}</p>}
        <p className="muted">{t("guide.materialsHint")}</p>
        {provision.joint && <p>{t("guide.joint", { types: list(provision.joint.with.map(type)), most: provision.joint.most })}</p>}
        <BlankForms packageId={packageId} provision={provision.id} />
      </section>
      <Steps packageId={packageId} procedure={provision.procedure} firstCheck={announcement?.first_check ?? false} />
    </>
  );
}

/** Templates to download before one applies. */
function BlankForms({ packageId, provision }: { packageId: string; provision: string }) {
  const { t, text } = useLanguage();
  const path = `/packages/${packageId}/provisions/${provision}/forms`;
  const forms = useQuery({ queryKey: [path], queryFn: () => request<Items<ApplicationForm>>("GET", path), staleTime: Infinity });
  const all = forms.data?.items ?? [];
  if (all.length === 0) return null;
  return (
    <>
      <h3>{t("guide.forms")}</h3>
      <ul>
        {all.map((form) => (
          <li key={form.id}>
            <a href={fileUrl(`${path}/${encodeURIComponent(form.id)}`)} target="_blank" rel="noreferrer"><FilePdfOutlined aria-hidden /> {t("forms.blank", { title: text(form.title) })}</a>
          </li>
        ))}
      </ul>
      <p className="muted">{t("guide.formsHint")}</p>
    </>
  );
}

function Steps({ packageId, procedure, firstCheck }: { packageId: string; procedure: string; firstCheck: boolean }) {
  const { t, text } = useLanguage();
  const path = `/packages/${packageId}/procedures`;
  const procedures = useQuery({ queryKey: [path], queryFn: () => request<Items<Procedure>>("GET", path), staleTime: Infinity });
  return (
    <section className="sheet">
      <h2>{t("guide.steps")}</h2>
      <Loadable query={procedures}>
        {({ items }) => {
          const found = items.find((one) => one.id === procedure);
          if (!found) return <Alert type="warning" showIcon title={t("guide.noSteps")} />;
          return (
            <>
              <ol>
                {found.steps.map((step) => (
                  <li key={step.id}>
                    {text(step.title)}
                    {step.announced && <span className="muted"> · {t(firstCheck ? "guide.firstCheckOn" : "guide.announcedStep")}</span>}
                    {step.working_days ? <span className="muted"> · {t("procedure.workingDays", { count: step.working_days })}</span> : null}
                    {step.days ? <span className="muted"> · {t("procedure.days", { count: step.days })}</span> : null}
                  </li>
                ))}
              </ol>
              <p className="no-print"><Link to={`/documents/${packageId}/procedures`}>{t("guide.allSteps")}</Link></p>
            </>
          );
        }}
      </Loadable>
    </section>
  );
}
