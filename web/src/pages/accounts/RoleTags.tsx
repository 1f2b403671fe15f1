import { Tag } from "antd";
import type { RoleHeld } from "../../api/types";
import { useLanguage } from "../../i18n/language";

/** A role with what it belongs to and its end. */
export function useRoleName() {
  const { t, text } = useLanguage();
  return (role: RoleHeld) =>
    [text(role.title), role.unit_title ? text(role.unit_title) : role.unit, role.subject_name || role.subject, role.until ? (role.over ? t("accounts.over") : t("accounts.untilDay", { day: role.until })) : ""]
      .filter(Boolean)
      .join(" · ");
}

export function RoleTags({ roles }: { roles: RoleHeld[] }) {
  const { t } = useLanguage();
  const name = useRoleName();
  if (roles.length === 0) return <span className="muted">{t("accounts.noRoles")}</span>;
  return (
    <>
      {roles.map((role) => <Tag key={role.role + role.unit + role.subject} style={{ whiteSpace: "normal" }}>{name(role)}</Tag>)}
    </>
  );
}
