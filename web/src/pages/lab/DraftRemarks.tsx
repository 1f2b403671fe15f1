// What the check says of an uploaded package: where, the line, what is wrong and what to do.
import { Tag } from "antd";
import type { DraftCheck, DraftRemark } from "../../api/types";
import { plainMessage } from "../../app/format";
import { useLanguage } from "../../i18n/language";

const colours = { error: "error", warning: "warning", note: "default" } as const;

export function DraftRemarks({ made }: { made: DraftCheck }) {
  const { t } = useLanguage();
  const all = made.errors + made.others;
  if (made.remarks.length === 0) return null;
  return (
    <>
      <ul className="draft-remarks" tabIndex={0} aria-label={t("lab.draft.remarks")}>
        {made.remarks.map((remark, index) => <Remark key={index} remark={remark} />)}
      </ul>
      {all > made.remarks.length && <p className="muted">{t("intake.more", { shown: made.remarks.length, all })}</p>}
    </>
  );
}

function Remark({ remark }: { remark: DraftRemark }) {
  const { t, text } = useLanguage();
  const help = plainMessage(text(remark.help));
  return (
    <li>
      <div><Tag color={colours[remark.severity]}>{t(`lab.draft.${remark.severity}`)}</Tag>{plainMessage(text(remark.message))}</div>
      {remark.file !== "" && <div className="draft-place">{t("lab.draft.place", { file: remark.file, line: remark.line, column: remark.column })}</div>}
      {remark.excerpt.trim() !== "" && <code className="draft-line">{remark.excerpt}</code>}
      {help !== "" && <div className="muted">{help}</div>}
    </li>
  );
}
