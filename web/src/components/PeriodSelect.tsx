// Which period a figure is of, chosen by name; the value is the period's last day.
import { Select } from "antd";
import { periodNamed, periodsUntil, type PeriodLength } from "../app/periods";
import { useSession } from "../app/session";
import { useLanguage } from "../i18n/language";

interface Props { label: string; length: PeriodLength; value: string; onChange: (lastDay: string) => void }

export function PeriodSelect({ label, length, value, onChange }: Props) {
  const { text } = useLanguage();
  const { space } = useSession();
  const offered = space ? periodsUntil(length, space.today) : [];
  // A value of long ago is kept when it is corrected.
  const own = value === "" || offered.some((one) => one.lastDay === value) ? null : periodNamed(length, value);
  const options = [...offered, ...(own ? [own] : [])].map((one) => ({ value: one.lastDay, label: text(one) }));
  return <Select aria-label={label} value={value === "" ? undefined : value} onChange={onChange} options={options} placeholder={label} showSearch={{ optionFilterProp: "label" }} />;
}
