// What one was told, newest first, and where else one wants to be told. Opening the page marks what it shows
// as seen.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Badge, Button, Empty, Form, Input, Tag } from "antd";
import { useEffect } from "react";
import { Link } from "react-router-dom";
import { request } from "../../api/client";
import type { ContactState, Notification, NotificationList } from "../../api/types";
import { moment, standalone } from "../../app/format";
import { Failure, Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import "./notifications.css";

const colours: Record<string, string> = { correction: "warning", decision: "processing", paid: "success", payment_failed: "error", overdue: "error", demanded: "error" };

export default function NotificationsPage() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const told = useQuery({ queryKey: ["notifications", "list"], queryFn: () => request<NotificationList>("GET", "/notifications", { query: { limit: 100 } }) });
  const seen = useMutation({
    mutationFn: (upTo: number) => request<void>("PUT", "/notifications/seen", { body: { up_to: upTo } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["notifications", "bell"] }),
  });
  const { mutate } = seen;
  const newest = told.data && told.data.unread > 0 ? told.data.items[0]?.seq : undefined;
  useEffect(() => {
    if (newest !== undefined) mutate(newest);
  }, [newest, mutate]);
  return (
    <div className="page">
      <div className="page-head"><h1>{t("nav.notifications")}</h1></div>
      <div className="sheet" style={{ marginBottom: 16 }}>
        <Loadable query={told}>
          {({ items }) => items.length === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("told.none")} /> : <ul className="told">{items.map((one) => <Entry key={`${one.seq}/${one.place}`} one={one} />)}</ul>}
        </Loadable>
      </div>
      <ContactForm />
    </div>
  );
}

function Entry({ one }: { one: Notification }) {
  const { t, text } = useLanguage();
  return (
    <li>
      <div className="told-head">
        <Badge {...(one.read ? {} : { dot: true })}><Tag color={colours[one.kind] ?? "default"}>{standalone(text(one.title))}</Tag></Badge>
        <span className="muted">{moment(one.at)}</span>
      </div>
      <div>{text(one.about)}</div>
      <Link to={one.case_id ? `/cases/${one.case_id}` : one.kind === "roster" ? "/rosters" : "/enterprise"} aria-label={`${t("told.open")} ${one.reference}`}>{one.reference}</Link>
    </li>
  );
}

function ContactForm() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const held = useQuery({ queryKey: ["contact"], queryFn: () => request<ContactState>("GET", "/contact") });
  const save = useMutation({
    mutationFn: (entered: { mail: string; phone: string }) => request<ContactState>("PUT", "/contact", { body: { mail: entered.mail.trim(), phone: entered.phone.trim() } }),
    onSuccess: (now) => client.setQueryData(["contact"], now),
  });
  return (
    <div className="sheet">
      <h2>{t("told.contact")}</h2>
      <p className="muted">{t("told.contactWhy")}</p>
      <Loadable query={held}>
        {(now) => (
          <>
            {!now.mail_sent && !now.messages_sent && <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t("told.notSent")} />}
            {save.isError && <Failure error={save.error} />}
            {save.isSuccess && <Alert type="success" showIcon style={{ marginBottom: 12 }} title={t("told.saved")} />}
            <Form layout="vertical" className="told-form" initialValues={{ mail: now.mail, phone: now.phone }} onFinish={(entered: { mail: string; phone: string }) => save.mutate(entered)}>
              <Form.Item name="mail" label={t("told.mail")}><Input type="email" autoComplete="email" maxLength={200} /></Form.Item>
              <Form.Item name="phone" label={t("told.phone")}><Input inputMode="tel" autoComplete="tel" maxLength={20} /></Form.Item>
              <Button htmlType="submit" type="primary" loading={save.isPending}>{t("told.save")}</Button>
            </Form>
          </>
        )}
      </Loadable>
    </div>
  );
}
