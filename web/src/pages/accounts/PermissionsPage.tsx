// The one table by which the service permits, as it stands in the program.
import { Table } from "antd";
import type { PermissionTable } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { TableScroll } from "../../components/TableScroll";
import { useLanguage } from "../../i18n/language";
import { usePermissions } from "./useRoles";
import "./accounts.css";

type Row = PermissionTable["actions"][number];

export default function PermissionsPage() {
  const { t, text } = useLanguage();
  const table = usePermissions();
  const cell = (row: Row, role: string) => {
    const scope = row.scopes[role];
    return scope ? <span>{t(`permissions.${scope}`)}</span> : <span className="muted" aria-label={t("permissions.no")}>–</span>;
  };
  return (
    <div className="page" style={{ maxWidth: 1680 }}>
      <div className="page-head"><h1>{t("nav.permissions")}</h1></div>
      <p className="muted">{t("permissions.how")}</p>
      <div className="sheet">
        <Loadable query={table}>
          {({ roles, actions }) => (
            <TableScroll label={t("nav.permissions")}>
              <Table
                className="permissions"
                rowKey="id"
                size="small"
                dataSource={actions}
                pagination={false}
                scroll={{ x: 130 + roles.length * 100 }}
                columns={[
                  { title: t("permissions.action"), fixed: "left" as const, width: 130, render: (_: unknown, row: Row) => <span title={row.id}>{text(row.title)}</span> },
                  ...roles.map((role) => ({ key: role.id, align: "center" as const, title: <span title={role.id}>{text(role.title)}</span>, render: (_: unknown, row: Row) => cell(row, role.id) })),
                ]}
              />
            </TableScroll>
          )}
        </Loadable>
      </div>
    </div>
  );
}
