// How a policy's cases are handled: each procedure as a drawing and as a table, both from its declaration.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Items, PackageSummary, Procedure } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";
import type { MessageKey } from "../../i18n/messages";

type Step = Procedure["steps"][number];

const known = ["applicant", "lead", "opinions", "payer"];

export default function ProceduresPage() {
  const { packageId = "" } = useParams();
  const { t } = useLanguage();
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => request<Items<PackageSummary>>("GET", "/packages") });
  const path = `/packages/${packageId}/procedures`;
  const procedures = useQuery({ queryKey: [path], queryFn: () => request<Items<Procedure>>("GET", path), staleTime: Infinity });
  const number = packages.data?.items.find((item) => item.id === packageId)?.number ?? packageId;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("procedure.of", { number })}</h1>
        <span className="grow" />
        <Link to={`/documents/${packageId}`}>{t("app.backHome")}</Link>
      </div>
      <Loadable query={procedures}>
        {({ items }) => items.map((procedure) => <ProcedureView key={procedure.id} packageId={packageId} procedure={procedure} />)}
      </Loadable>
    </div>
  );
}

function ProcedureView({ packageId, procedure }: { packageId: string; procedure: Procedure }) {
  const { t, text, list, language } = useLanguage();
  const who = (actor: string) =>
    known.includes(actor) ? t(`procedure.actor.${actor}` as MessageKey)
      : actor.startsWith("place:") ? t("procedure.actor.place", { fact: actor.slice("place:".length) })
        : actor.replace(/^unit:/, "");
  const term = (step: Pick<Step, "working_days" | "days">) =>
    step.working_days ? t("procedure.workingDays", { count: step.working_days }) : step.days ? t("procedure.days", { count: step.days }) : "—";
  const nameOf = (id: string) => text(procedure.steps.find((step) => step.id === id)?.title ?? { zh: id, en: id });
  return (
    <section className="sheet" style={{ marginBottom: 16 }}>
      <h2>{text(procedure.title)}</h2>
      <div style={{ overflowX: "auto" }} tabIndex={0} role="group" aria-label={t("procedure.diagram", { title: text(procedure.title) })}>
        <img
          src={`/api/v1/packages/${packageId}/procedures/${encodeURIComponent(procedure.id)}/diagram?language=${language}`}
          alt={t("procedure.diagram", { title: text(procedure.title) })}
        />
      </div>
      <Rows
        rowKey="id"
        dataSource={procedure.steps}
        pagination={false}
        scroll={{ x: 760 }}
        columns={[
          { title: t("procedure.step"), render: (_, step) => <strong>{text(step.title)}</strong> },
          { title: t("procedure.who"), render: (_, step) => (
            <>
              {who(step.actor)}
              {step.otherwise && <div className="muted">{t("procedure.otherwise", { who: who(step.otherwise) })}</div>}
              {step.announced && <div className="muted">{t("guide.announcedStep")}</div>}
            </>
          ) },
          {
            title: t("procedure.term"),
            render: (_, step) => (
              <>
                {term(step)}
                {step.late?.escalate && <div className="muted">{t("procedure.tells", { unit: step.late.escalate })}</div>}
                {step.late?.take && <div className="muted">{t("procedure.takes", { outcome: text(step.outcomes.find((one) => one.id === step.late?.take)?.title) })}</div>}
              </>
            ),
          },
          {
            title: t("procedure.outcomes"),
            render: (_, step) => step.outcomes.map((one) => (
              <div key={one.id}>
                {text(one.title)}{one.next.length > 0 && <span className="muted"> → {list(one.next.map(nameOf))}</span>}
                {one.guard && <span className="muted"> {t("procedure.only", { guard: one.guard })}</span>}
              </div>
            )),
          },
        ]}
        expandable={{
          rowExpandable: (step) => step.assumption !== null,
          expandedRowRender: (step) => <span className="muted">{t("procedure.assumption", { text: text(step.assumption?.text) })}</span>,
        }}
      />
      {procedure.again.length > 0 && (
        <>
          <h3>{t("procedure.again")}</h3>
          <ul>
            {procedure.again.map((up) => (
              <li key={up.id}>{text(up.title)} · {who(up.actor)} · {term(up)} · {t("procedure.to", { step: nameOf(up.to) })}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
