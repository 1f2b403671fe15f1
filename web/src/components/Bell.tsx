// How many things one was told and has not seen; leads to the list.
import { BellOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Badge, Button } from "antd";
import { useNavigate } from "react-router-dom";
import { request } from "../api/client";
import type { NotificationList } from "../api/types";
import { useLanguage } from "../i18n/language";

export function Bell() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const told = useQuery({ queryKey: ["notifications", "bell"], queryFn: () => request<NotificationList>("GET", "/notifications", { query: { limit: 1 } }), refetchInterval: 60_000 });
  const unread = told.data?.unread ?? 0;
  return (
    <Badge count={unread} size="small" overflowCount={99} offset={[-6, 6]}>
      <Button type="text" icon={<BellOutlined />} aria-label={unread > 0 ? t("told.bell", { count: unread }) : t("nav.notifications")} onClick={() => navigate("/notifications")} />
    </Badge>
  );
}
