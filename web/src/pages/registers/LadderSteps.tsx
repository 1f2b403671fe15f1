// The levels that one owner has held, as steps from the lowest to the highest.
import { Steps } from "antd";
import type { EntrySummary, Register } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { useEntries } from "./api";

export function LadderSteps({ register, subject }: { register: Register; subject: string }) {
  const { ladder } = register;
  const found = useEntries(register.policy, register.id, { subject, limit: 100 }, ladder !== null);
  if (!ladder) return null;
  return <Loadable query={found}>{({ entries }) => <Levels register={register} ladder={ladder} entries={entries} />}</Loadable>;
}

function Levels({ register, ladder, entries }: { register: Register; ladder: NonNullable<Register["ladder"]>; entries: EntrySummary[] }) {
  const { t, text } = useLanguage();
  const levels = register.fields.find((field) => field.id === ladder.level)?.codes ?? [];
  // The latest entry of a level says how it stands with it.
  const latest = (level: string) => entries
    .filter((entry) => entry.values[ladder.level] === level)
    .sort((left, right) => String(right.values[ladder.from] ?? "").localeCompare(String(left.values[ladder.from] ?? "")))[0];
  const held = (entry: EntrySummary | undefined) => entry !== undefined && ladder.while.includes(entry.status);
  return (
    <Steps
      size="small"
      className="ladder"
      items={levels.map((level) => {
        const entry = latest(level.id);
        const from = entry?.values[ladder.from];
        const to = entry?.values[ladder.to];
        const span = from ? (to ? t("notices.span", { from: String(from), to: String(to) }) : t("registers.validFrom", { day: String(from) })) : "";
        return {
          title: text(level.title) || level.id,
          content: entry ? `${text(entry.status_title)}${span ? ` · ${span}` : ""}` : t("registers.notYet"),
          status: held(entry) ? ("process" as const) : entry?.ended ? ("finish" as const) : entry ? ("process" as const) : ("wait" as const),
        };
      })}
    />
  );
}
