// One provision as a decision model: its requirement diagram and tables, the same as a list for who does not
// see them, and the model to download for other tools.
import { ArrowLeftOutlined, DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Segmented, Skeleton, Tag } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { Link, useParams } from "react-router-dom";
import { request } from "../../api/client";
import type { Items, Provision, ProvisionDmn } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { readDecisions, type Decision } from "./model";
import "./decision.css";

const Diagram = lazy(() => import("./Diagram"));

export default function DecisionPage() {
  const { packageId = "", provisionId = "" } = useParams();
  const { t, text } = useLanguage();
  const path = `/packages/${encodeURIComponent(packageId)}`;
  const provisions = useQuery({ queryKey: [path, "provisions"], queryFn: () => request<Items<Provision>>("GET", `${path}/provisions`), staleTime: Infinity });
  const dmn = useQuery({
    queryKey: [path, provisionId, "dmn"],
    queryFn: () => document13(path, provisionId),
    staleTime: Infinity,
  });
  const provision = provisions.data?.items.find((item) => item.id === provisionId);
  return (
    <div className="page">
      <div className="page-head">
        <Link className="no-print" to={`/documents/${packageId}`}><ArrowLeftOutlined /> {t("decision.back")}</Link>
        <h1><Tag className="rules-id">{provisionId}</Tag>{provision ? text(provision.title) : t("decision.title")}</h1>
        <span className="grow" />
        <Download path={path} provision={provisionId} version="1.5" primary />
        <Download path={path} provision={provisionId} version="1.3" />
      </div>
      <Loadable query={dmn}>{(loaded) => <Model dmn={loaded} />}</Loadable>
    </div>
  );
}

const document13 = (path: string, provision: string) =>
  request<ProvisionDmn>("GET", `${path}/provisions/${encodeURIComponent(provision)}/dmn`, { query: { version: "1.3" } });

function Model({ dmn }: { dmn: ProvisionDmn }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState("");
  const decisions = useMemo(() => readDecisions(dmn.xml), [dmn.xml]);
  if (decisions.length === 0) return <p className="sheet">{t("decision.none")}</p>;
  // What dmn-js opens: tables and plain expressions. Contexts are written out in the list.
  const tables = decisions.filter((decision) => decision.table);
  const views = [{ value: "", label: t("decision.diagram") }, ...tables.map((table) => ({ value: table.id, label: table.name }))];
  const other = shown !== "" && !tables.some((table) => table.id === shown) ? decisions.find((decision) => decision.id === shown) : undefined;
  if (other) views.push({ value: other.id, label: other.name });
  return (
    <>
      <section className="sheet no-print" aria-label={t("decision.title")}>
        <div className="decision-views">
          <Segmented options={views} value={shown} onChange={setShown} aria-label={t("decision.view")} />
        </div>
        <Suspense fallback={<Skeleton active />}>
          <Diagram xml={dmn.xml} shown={shown} onShow={setShown} label={t("decision.diagram")} />
        </Suspense>
        <p className="muted decision-note">{t("decision.note")} {t("decision.licence")} <a href="https://bpmn.io/toolkit/dmn-js/" target="_blank" rel="noreferrer">dmn-js</a></p>
      </section>
      <section className="sheet decision-list">
        <h2>{t("decision.list")}</h2>
        <ol>
          {decisions.map((decision) => <DecisionText key={decision.id} decision={decision} onOpen={decision.table || decision.logic.length === 1 ? () => setShown(decision.id) : undefined} />)}
        </ol>
      </section>
    </>
  );
}

function DecisionText({ decision, onOpen }: { decision: Decision; onOpen?: () => void }) {
  const { t, list } = useLanguage();
  const { table } = decision;
  return (
    <li>
      <h3 lang="zh-CN">
        {decision.name}
        {onOpen && <Button className="no-print" type="link" size="small" onClick={onOpen} aria-label={`${t("decision.open")} ${decision.name}`}>{t("decision.open")}</Button>}
      </h3>
      {decision.description && <p lang="zh-CN">{decision.description}</p>}
      {decision.requires.length > 0 && <p className="muted">{t("decision.requires")} <span lang="zh-CN">{list(decision.requires)}</span></p>}
      {decision.sources.length > 0 && <p className="muted">{t("decision.sources")} <span lang="zh-CN">{list(decision.sources)}</span></p>}
      {decision.logic.map((entry) => (
        <p key={entry.name + entry.text}>{entry.name && <span lang="zh-CN">{entry.name}: </span>}<code className="rule">{entry.text}</code></p>
      ))}
      {table && (
        <div className="decision-table" role="region" aria-label={decision.name} tabIndex={0}>
          <table lang="zh-CN">
            <thead><tr>{[...table.inputs, ...table.outputs].map((name, index) => <th key={name} scope="col" className={index < table.inputs.length ? undefined : "decision-output"}>{name}</th>)}</tr></thead>
            <tbody>{table.rows.map((row, index) => <tr key={index}>{row.map((cell, column) => <td key={column} className={column < table.inputs.length ? undefined : "decision-output"}>{cell}</td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
    </li>
  );
}

function Download({ path, provision, version, primary }: { path: string; provision: string; version: "1.3" | "1.5"; primary?: boolean }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  async function save() {
    setBusy(true);
    try {
      const dmn = await request<ProvisionDmn>("GET", `${path}/provisions/${encodeURIComponent(provision)}/dmn`, { query: { version } });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([dmn.xml], { type: "application/xml" }));
      link.download = `${provision}.${version}.dmn`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }
  return <Button className="no-print" type={primary ? "primary" : "default"} icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>{t("decision.download", { version })}</Button>;
}
