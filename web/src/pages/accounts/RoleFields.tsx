// What a role wants beside its name: a unit of the packages in force, or a subject on record; and its end.
import { DatePicker, Form, Input, Select } from "antd";
import type { Dayjs } from "dayjs";
import type { RoleWanted } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { usePermissions, useUnits } from "./useRoles";

export interface RoleEntered { role: string; unit?: string; subject?: string; until?: Dayjs | null }

export function wanted(entered: RoleEntered): RoleWanted {
  return {
    role: entered.role,
    ...(entered.unit ? { unit: entered.unit } : {}),
    ...(entered.subject ? { subject: entered.subject.trim() } : {}),
    ...(entered.until ? { until: entered.until.format("YYYY-MM-DD") } : {}),
  };
}

/** `path`: where the fields stand in the form, for one of a list; [] at its top. */
export function RoleFields({ path }: { path: (string | number)[] }) {
  const { t, text, list } = useLanguage();
  const form = Form.useFormInstance();
  const table = usePermissions();
  const units = useUnits();
  // The first member of a list is its name; the rest is within the item.
  const chosen = Form.useWatch(path.length > 0 ? [...path, "role"] : "role", form) as string | undefined;
  const at = (name: string) => (path.length > 1 ? [path[path.length - 1]!, name] : name);
  const roles = (table.data?.roles ?? []).filter((role) => role.belongs !== "nothing");
  const role = roles.find((one) => one.id === chosen);
  const apart = role ? roles.filter((one) => role.not_with.includes(one.id)).map((one) => text(one.title)) : [];
  const required = { required: true, message: t("session.required") };
  return (
    <>
      <Form.Item name={at("role")} label={t("accounts.role")} rules={[required]} extra={apart.length > 0 ? t("accounts.notWith", { roles: list(apart) }) : undefined}>
        <Select showSearch optionFilterProp="label" loading={table.isPending} options={roles.map((one) => ({ value: one.id, label: text(one.title) }))} />
      </Form.Item>
      {(role?.belongs === "unit" || role?.belongs === "unit_or_none") && (
        <Form.Item name={at("unit")} label={t("accounts.unit")} rules={role.belongs === "unit" ? [required] : []}>
          <Select showSearch allowClear optionFilterProp="label" loading={units.isPending} options={(units.data?.items ?? []).map((unit) => ({ value: unit.id, label: text(unit.title) }))} />
        </Form.Item>
      )}
      {role?.belongs === "subject" && (
        <Form.Item name={at("subject")} label={t("accounts.subject")} rules={[{ ...required, whitespace: true }]}><Input maxLength={200} /></Form.Item>
      )}
      {role && <Form.Item name={at("until")} label={t("accounts.until")}><DatePicker style={{ width: "100%" }} /></Form.Item>}
    </>
  );
}
