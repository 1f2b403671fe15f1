// What waits for money by the provisions of one's unit, and what the unit proposes to the treasury.
import { useLanguage } from "../../i18n/language";
import { AllocationsTab } from "./AllocationsTab";

export default function LeadAllocationsPage() {
  const { t } = useLanguage();
  return (
    <div className="page">
      <div className="page-head"><h1>{t("allocations.tab")}</h1></div>
      <div className="sheet"><AllocationsTab side="lead" /></div>
    </div>
  );
}
