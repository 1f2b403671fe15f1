// All that can be changed of a policy, by kind; what is changed stands together under its own tab.
import { Button, Empty, Input, Segmented } from "antd";
import { useMemo, useState } from "react";
import type { Lever, Setting } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { LeverRow } from "./LeverRow";
import { groupOf, type LeverGroup } from "./lever";

interface Props { drafted: boolean; levers: Lever[]; settings: Setting[]; set: (lever: string, value: string | undefined) => void; reset: () => void }
type Shown = LeverGroup | "changed";

export function LeverPanel({ drafted, levers, settings, set, reset }: Props) {
  const { t, text } = useLanguage();
  const [shown, setShown] = useState<Shown>("amount");
  const [wanted, setWanted] = useState("");
  const values = useMemo(() => new Map(settings.map((one) => [one.lever, one.value])), [settings]);
  const listed = levers.filter((lever) => {
    if (shown === "changed" ? !values.has(lever.id) : groupOf(lever) !== shown) return false;
    return wanted === "" || text(lever.title).toLowerCase().includes(wanted.toLowerCase()) || lever.id.includes(wanted);
  });
  return (
    <section className="sheet lab-levers" aria-label={t("lab.levers")}>
      <h2>{t("lab.levers")}</h2>
      <Segmented<Shown>
        className="lab-kinds"
        value={shown}
        onChange={setShown}
        options={[
          ...(["amount", "threshold", "date", "parameter"] as const).map((kind) => ({ value: kind, label: t(`lab.kind.${kind}`) })),
          { value: "changed", label: t("lab.kind.changed", { count: settings.length }) },
        ]}
      />
      <div className="lab-find">
        <Input.Search aria-label={t("lab.search")} placeholder={t("lab.search")} allowClear onChange={(event) => setWanted(event.target.value.trim())} />
        {settings.length > 0 && <Button onClick={reset}>{t(drafted ? "lab.draft.resetAll" : "lab.resetAll")}</Button>}
      </div>
      {listed.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(shown === "changed" ? "lab.noChanges" : "lab.noLevers")} />}
      <ul className="lever-list">
        {listed.map((lever) => <LeverRow key={lever.id} drafted={drafted} lever={lever} value={values.get(lever.id)} set={(value) => set(lever.id, value)} />)}
      </ul>
    </section>
  );
}
