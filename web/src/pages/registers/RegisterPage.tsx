// One register: what it is and on what it rests, its entries with search, filters and order, its calendar, its
// open data, and the ways in.
import { DownloadOutlined, PlusOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Tabs } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router-dom";
import { fileUrl } from "../../api/client";
import type { Register } from "../../api/types";
import { useSession } from "../../app/session";
import { Loadable } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { registerPath, useEntries, useRegister, type EntryQuery } from "./api";
import { KeyedCalendar } from "./Calendar";
import { Coverage } from "./Coverage";
import { EntryFilters } from "./EntryFilters";
import { EntryTable, pageSize } from "./EntryTable";
import { ImportDialog } from "./ImportDialog";
import { LadderSteps } from "./LadderSteps";
import { Plan } from "./Plan";
import { ScoresTable } from "./ScoresTable";
import "./registers.css";

export default function RegisterPage() {
  const { policy = "", register = "" } = useParams();
  const found = useRegister(policy, register);
  return <div className="page register-page"><Loadable query={found}>{(loaded) => <RegisterView register={loaded} />}</Loadable></div>;
}

function RegisterView({ register }: { register: Register }) {
  const { t, text } = useLanguage();
  const unit = useUnits();
  const navigate = useNavigate();
  const { session } = useSession();
  const [importing, setImporting] = useState(false);
  const path = registerPath(register.policy, register.id);
  const own = session?.subjects ?? [];
  const [params, setParams] = useSearchParams();
  function show(view: string) {
    const next = new URLSearchParams(params);
    if (view === "list") next.delete("view");
    else next.set("view", view);
    setParams(next, { replace: true });
  }
  const entries = <Entries register={register} />;
  const views = [
    ...(register.calendar ? [{ key: "calendar", label: t("registers.calendar"), children: <KeyedCalendar register={register} /> }] : []),
    ...(register.plan ? [{ key: "plan", label: t("registers.plan"), children: <Plan register={register} plan={register.plan} /> }] : []),
    ...(register.coverage ? [{ key: "coverage", label: t("registers.coverage"), children: <Coverage register={register} coverage={register.coverage} /> }] : []),
  ];
  return (
    <>
      <p className="register-back no-print"><Link to="/registers">{t("nav.registers")}</Link></p>
      <div className="page-head">
        <h1>{text(register.title)}</h1>
        <span className="muted">{t("registers.keptBy", { unit: unit([register.keeper]) })}</span>
        <span className="grow" />
        <span className="register-buttons no-print">
          {register.may.enter && <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate(`${path}/new`)}>{t("registers.new")}</Button>}
          {register.may.import && <Button onClick={() => setImporting(true)}>{t("registers.import")}</Button>}
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>{t("app.print")}</Button>
        </span>
      </div>
      {importing && <ImportDialog register={register} close={() => setImporting(false)} />}
      <Basis register={register} />
      <ScoresTable register={register} />
      {register.ladder && own.map((subject) => (
        <section key={subject.id} className="sheet register-part"><h2>{subject.name}</h2><LadderSteps register={register} subject={subject.id} /></section>
      ))}
      <section className="sheet">
        {views.length > 0 ? <Tabs activeKey={params.get("view") ?? "list"} onChange={show} items={[{ key: "list", label: t("registers.list"), children: entries }, ...views]} /> : entries}
      </section>
    </>
  );
}

/** The words that set the register up, with the way to them. */
function Basis({ register }: { register: Register }) {
  const { t, text } = useLanguage();
  return (
    <div className="register-basis">
      {register.text.map((words) => <blockquote key={words}>{words}</blockquote>)}
      <p className="muted">
        <Link to={`/documents/${register.policy}${register.article ? `#article-${register.article}` : ""}`}>{register.provision ? t("registers.ofProvision", { provision: register.provision }) : t("nav.document")}</Link>
        {" · "}
        {t("registers.life", { life: text(register.life.title) })}
        {register.public && (
          <span className="no-print"> · <DownloadOutlined aria-hidden /> {t("registers.openData")}{" "}
            <a href={fileUrl(`${registerPath(register.policy, register.id)}/open-data?format=csv`)}>CSV</a>{" "}
            <a href={fileUrl(`${registerPath(register.policy, register.id)}/open-data?format=json`)}>JSON</a>
          </span>
        )}
      </p>
    </div>
  );
}

/** The page's address says what is looked for, so that it can be sent and come back to. */
function Entries({ register }: { register: Register }) {
  const { t } = useLanguage();
  const [params, setParams] = useSearchParams();
  const filter = Object.fromEntries([...params].filter(([name]) => name.startsWith("f.")).map(([name, value]) => [name.slice(2), value]));
  const page = Number(params.get("page") ?? "1") || 1;
  const booleans = new Set(register.fields.filter((field) => field.type === "boolean").map((field) => field.id));
  const query: EntryQuery = {
    q: params.get("q") ?? "", status: params.get("status") ?? "", sort: params.get("sort") ?? "", overdue: params.get("overdue") === "true",
    filter: Object.fromEntries(Object.entries(filter).map(([id, value]) => [id, booleans.has(id) ? value === "true" : value])),
    offset: (page - 1) * pageSize, limit: pageSize,
  };
  const found = useEntries(register.policy, register.id, query);
  const [typed, setTyped] = useState(query.q ?? "");
  function set(changes: Record<string, string>) {
    const next = new URLSearchParams(params);
    if (!("page" in changes)) next.delete("page");
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setParams(next, { replace: true });
  }
  return (
    <>
      <div className="entry-search no-print">
        <Input.Search allowClear aria-label={t("registers.search")} placeholder={t("registers.search")} value={typed} onChange={(event) => setTyped(event.target.value)} onSearch={(q) => set({ q: q.trim() })} />
        <EntryFilters register={register} status={query.status ?? ""} filter={filter} onStatus={(status) => set({ status })} onFilter={(id, value) => set({ [`f.${id}`]: value })} />
        {(register.overdue > 0 || query.overdue) && <Checkbox checked={query.overdue === true} onChange={(event) => set({ overdue: event.target.checked ? "true" : "" })}>{t("registers.overdueOnly", { count: register.overdue })}</Checkbox>}
      </div>
      <Loadable query={found}>
        {(loaded) => (
          <>
            <p className="muted" aria-live="polite">{t("registers.found", { count: loaded.total })}</p>
            <EntryTable
              register={register}
              entries={loaded.entries}
              total={loaded.total}
              sums={loaded.sums}
              page={page}
              sort={query.sort ?? ""}
              onPage={(next) => set({ page: String(next) })}
              onSort={(sort) => set({ sort })}
            />
          </>
        )}
      </Loadable>
    </>
  );
}
