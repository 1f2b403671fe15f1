// Which version of the policy is asked: as it is in force, or a changed package that the unit has uploaded.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useState } from "react";
import { request } from "../../api/client";
import type { Draft, Lab } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { DraftDialog } from "./DraftDialog";
import { useDrafts } from "./useLab";

interface Props { lab: Lab; policy: string; chosen: string; choose: (draft: string) => void }

/** Those that may stand in the policy's place: of its own id, or of none that is in force. */
export function fitting(drafts: Draft[], lab: Lab, policy: string): Draft[] {
  return drafts.filter((draft) => draft.package === policy || lab.packages.every((one) => one.id !== draft.package));
}

export function DraftPicker({ lab, policy, chosen, choose }: Props) {
  const { t } = useLanguage();
  const units = useUnits();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const drafts = fitting(useDrafts().data ?? [], lab, policy);
  const several = new Set(drafts.map((one) => one.unit)).size > 1;
  const remove = useMutation({
    mutationFn: (draft: Draft) => request("DELETE", `/lab/drafts/${draft.id}`),
    onSuccess: () => {
      choose("");
      void client.invalidateQueries({ queryKey: ["lab", "drafts"] });
    },
  });
  const shown = drafts.find((one) => one.id === chosen);
  const ask = (draft: Draft) => modal.confirm({ title: t("lab.removeSure", { name: draft.name }), okText: t("lab.remove"), cancelText: t("action.cancel"), onOk: () => remove.mutateAsync(draft).catch(() => undefined) });
  return (
    <>
      <label className="lab-choice">
        <span>{t("lab.version")}</span>
        <Select
          aria-label={t("lab.version")}
          className="lab-version"
          value={chosen}
          onChange={choose}
          options={[{ value: "", label: t("lab.inForce") }, ...drafts.map((one) => ({ value: one.id, label: several ? `${one.name} · ${units([one.unit])}` : one.name }))]}
        />
      </label>
      {lab.keeps && <Button size="small" onClick={() => setAdding(true)}>{t("lab.draft.add")}</Button>}
      {lab.keeps && shown && <Button size="small" onClick={() => ask(shown)}>{t("lab.draft.remove")}</Button>}
      {remove.isError && <Failure error={remove.error} />}
      {adding && <DraftDialog policy={policy} added={(draft) => choose(draft.id)} close={() => setAdding(false)} />}
    </>
  );
}
