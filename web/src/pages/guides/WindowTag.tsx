// The state of a window as a tag, with its days.
import { Tag } from "antd";
import type { Announcement } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { stateOf } from "./window";

const colours = { always: "default", coming: "default", open: "processing", over: "default" } as const;

export function WindowTag({ announcement, today }: { announcement: Announcement | undefined; today: string }) {
  const { t } = useLanguage();
  const state = stateOf(announcement, today);
  return (
    <>
      <Tag color={colours[state]}>{t(`guide.${state}`)}</Tag>
      {announcement && <span style={{ whiteSpace: "nowrap" }}>{t("notices.span", { from: announcement.opens, to: announcement.closes })}</span>}
    </>
  );
}
