// What a table would change, and every cell that stands in the way, before anything is written.
import { Alert, Button, Grid, Space, Statistic, Table, Tag } from "antd";
import type { Intake, IntakeRemark } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { plainMessage } from "../../app/format";

interface Props { made: Intake; name: string; busy: boolean; onTake: (which: "all" | "good") => void }

export function Preview({ made, name, busy, onTake }: Props) {
  const { t, text } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const faulty = made.good_rows < made.rows;
  const nothing = made.usable && made.new_facts === 0 && made.new_subjects === 0 && made.good_rows > 0;
  const all = made.errors + made.notes;
  return (
    <div className="sheet">
      <h2>{t("intake.preview", { name })}</h2>
      <div className="intake-figures">
        <Statistic title={t("intake.rows")} value={made.rows} />
        <Statistic title={t("intake.good")} value={made.good_rows} {...(faulty ? { styles: { content: { color: "var(--red)" } } } : {})} />
        <Statistic title={t("intake.newSubjects")} value={made.new_subjects} />
        <Statistic title={t("intake.newFacts")} value={made.new_facts} />
        <Statistic title={t("intake.corrections")} value={made.corrections} />
        <Statistic title={t("intake.unchanged")} value={made.unchanged} />
      </div>
      {!made.usable && <Alert type="error" showIcon title={t("intake.unusable")} />}
      {nothing && <Alert type="info" showIcon title={t("intake.nothingNew")} />}
      {made.usable && all === 0 && !nothing && <Alert type="success" showIcon title={t("intake.ok")} />}
      {made.remarks.length > 0 && (
        <Table
          size="small"
          rowKey={(remark) => `${remark.row}/${remark.column}/${remark.code}/${remark.what.zh}`}
          dataSource={made.remarks}
          scroll={wide ? { x: 720 } : {}}
          pagination={made.remarks.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          columns={[
            { title: t("intake.row"), dataIndex: "row", width: wide ? 72 : 44 },
            { title: t("intake.column"), render: (_, remark) => remark.column || "—", width: wide ? 140 : 84 },
            { title: t("intake.wrong"), render: (_, remark) => <><Tag color={remark.error ? "error" : "warning"}>{t(remark.error ? "intake.error" : "intake.note")}</Tag>{plainMessage(text(remark.what))}{!wide && <div className="muted">{plainMessage(text(remark.help))}</div>}</> },
            ...(wide ? [{ title: t("intake.todo"), render: (_: unknown, remark: IntakeRemark) => plainMessage(text(remark.help)) }] : []),
          ]}
        />
      )}
      {all > made.remarks.length && <p className="muted">{t("intake.more", { shown: made.remarks.length, all })}</p>}
      {made.usable && !nothing && made.good_rows > 0 && (
        <Space wrap style={{ marginTop: 16 }}>
          {faulty
            ? <Button type="primary" loading={busy} onClick={() => onTake("good")}>{t("intake.takeGood", { count: made.good_rows })}</Button>
            : <Button type="primary" loading={busy} onClick={() => onTake("all")}>{t("intake.takeAll")}</Button>}
        </Space>
      )}
    </div>
  );
}
