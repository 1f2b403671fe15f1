// Takes a list out of the portal as a file: an Excel workbook, or CSV.
import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { ApiError, download, type RequestOptions } from "../api/client";
import { useLanguage } from "../i18n/language";

export function ExportButton({ path, query, label }: { path: string; query?: RequestOptions["query"]; label?: string }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const take = useMutation({
    mutationFn: (format: "xlsx" | "csv") => download(path, { ...query, format }),
    onError: (error) => void message.error(error instanceof ApiError ? [error.problem.title, error.problem.detail].filter(Boolean).join(" · ") : String(error)),
  });
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items: [{ key: "xlsx", label: t("export.xlsx") }, { key: "csv", label: t("export.csv") }], onClick: ({ key }) => take.mutate(key as "xlsx" | "csv") }}
    >
      <Button className="no-print" icon={<DownloadOutlined />} loading={take.isPending}>{label ?? t("export.take")}</Button>
    </Dropdown>
  );
}
