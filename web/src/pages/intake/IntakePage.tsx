// Subjects and facts of a table brought in: choose what, fill in the form, look at the preview, confirm.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Empty, Input, Select, Space, Upload } from "antd";
import { useState } from "react";
import { download, request } from "../../api/client";
import type { Intake, IntakeShape, Items } from "../../api/types";
import { shortest } from "../../app/periods";
import { Failure, Loadable } from "../../components/Loadable";
import { PeriodSelect } from "../../components/PeriodSelect";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { Preview } from "./Preview";
import "./intake.css";

export default function IntakePage() {
  const { t } = useLanguage();
  const shapes = useQuery({ queryKey: ["intake-shapes"], queryFn: () => request<Items<IntakeShape>>("GET", "/intake/shapes") });
  return (
    <div className="page">
      <div className="page-head"><h1>{t("intake.title")}</h1></div>
      <p className="muted">{t("intake.intro")}</p>
      <Loadable query={shapes}>
        {({ items }) => items.length === 0 ? <div className="sheet"><Empty description={t("intake.nothing")} /></div> : <Desk shapes={items} />}
      </Loadable>
    </div>
  );
}

function Desk({ shapes }: { shapes: IntakeShape[] }) {
  const { t, text, list } = useLanguage();
  const named = useUnits();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(0);
  const [on, setOn] = useState("");
  // Not suggested: figures taken for another year than they are of would pass unnoticed.
  const [period, setPeriod] = useState("");
  const [evidence, setEvidence] = useState("");
  const [complete, setComplete] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const shape = shapes[chosen]!;
  const length = shape.periods.length > 0 ? shortest(shape.periods.map((one) => one.length)) : null;
  const query = { unit: shape.unit, type: shape.type, fact: shape.fact, on: shape.fact ? "" : on, period, evidence: evidence.trim(), complete: shape.fact && complete ? "true" : "" };
  const ofPeriod = t("intake.ofPeriod", { period: list(shape.periods.map((one) => text(one.title))) });
  const preview = useMutation({ mutationFn: (picked: File) => request<Intake>("POST", "/intake/preview", { query, file: picked }) });
  const take = useMutation({
    mutationFn: (which: "all" | "good") => request<Intake>("POST", "/intake", { query: { ...query, digest: preview.data!.digest, take: which }, file: file! }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["subjects"] }),
  });
  const form = useMutation({ mutationFn: () => download("/intake/form", { unit: shape.unit, type: shape.type, fact: shape.fact }) });
  const again = () => { setFile(null); preview.reset(); take.reset(); };
  const units = new Set(shapes.map((one) => one.unit));
  return (
    <>
      <div className="sheet intake-desk">
        <label className="intake-field">
          <span>{t("intake.what")}</span>
          <Select
            aria-label={t("intake.what")}
            value={chosen}
            onChange={(next) => { setChosen(next); setPeriod(""); again(); }}
            options={shapes.map((one, index) => ({ value: index, label: `${units.size > 1 ? `${named([one.unit])} · ` : ""}${text(one.type_title)} · ${text(one.title)}` }))}
          />
        </label>
        <p className="muted intake-columns">{t("intake.columns", { columns: list(shape.columns) })}</p>
        <div className="intake-fields">
          {!shape.fact && <label className="intake-field"><span>{t("intake.from")}</span><Input type="date" value={on} onChange={(event) => { setOn(event.target.value); again(); }} /></label>}
          {length && <label className="intake-field"><span>{ofPeriod}</span><PeriodSelect label={ofPeriod} length={length} value={period} onChange={(next) => { setPeriod(next); again(); }} /></label>}
          <label className="intake-field"><span>{t("intake.evidence")}</span><Input maxLength={200} value={evidence} onChange={(event) => { setEvidence(event.target.value); again(); }} /></label>
        </div>
        {shape.fact && <Checkbox checked={complete} onChange={(event) => { setComplete(event.target.checked); again(); }}>{t("intake.complete")}</Checkbox>}
        {form.isError && <Failure error={form.error} />}
        <Space wrap>
          <Button loading={form.isPending} onClick={() => form.mutate()}>{t("intake.form")}</Button>
        </Space>
        <Upload.Dragger
          accept=".xlsx,.csv"
          maxCount={1}
          showUploadList={false}
          disabled={preview.isPending}
          beforeUpload={(picked) => { take.reset(); setFile(picked); preview.mutate(picked); return false; }}
        >
          <p className="intake-drop">{t("intake.upload")}</p>
          <p className="muted">{t("intake.drop")}</p>
        </Upload.Dragger>
      </div>
      <div aria-live="polite">
        {preview.isPending && <div className="sheet" aria-busy="true">{t("app.loading")}</div>}
        {preview.isError && <Failure error={preview.error} />}
        {take.isError && <Failure error={take.error} />}
        {take.data && (
          <Alert type="success" showIcon style={{ marginBottom: 16 }} title={t("intake.done", { subjects: take.data.new_subjects, facts: take.data.new_facts, corrections: take.data.corrections })} action={<Button onClick={again}>{t("intake.another")}</Button>} />
        )}
        {preview.data && file && !take.data && <Preview made={preview.data} name={file.name} busy={take.isPending} onTake={(which) => take.mutate(which)} />}
      </div>
    </>
  );
}
