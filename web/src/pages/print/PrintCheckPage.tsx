// The result of the self-check that this tab holds, on paper.
import { Alert } from "antd";
import { Link } from "react-router-dom";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { answersOf, load, type Kept } from "../check/answers";
import { useSelfCheck } from "../check/useSelfCheck";
import { Form } from "./Form";
import { PrintFrame } from "./PrintFrame";

export default function PrintCheckPage() {
  const { t } = useLanguage();
  const kept = load();
  return (
    <PrintFrame back="/check">
      {kept ? <Result kept={kept} /> : <Alert type="info" title={t("print.nothing")} action={<Link to="/check">{t("nav.check")}</Link>} />}
    </PrintFrame>
  );
}

function Result({ kept }: { kept: Kept }) {
  const { t } = useLanguage();
  const { query } = useSelfCheck(kept.type, answersOf(kept.given));
  return (
    <Loadable query={query}>
      {({ determination }) => (
        <>
          {determination.subjects.map((subject) => (
            <Form
              key={subject.type}
              title={t("print.checkTitle")}
              note={t("print.note")}
              on={determination.on}
              policies={determination.policies}
              subject={subject}
              assumptions={determination.assumptions ?? []}
              totals
            />
          ))}
        </>
      )}
    </Loadable>
  );
}
