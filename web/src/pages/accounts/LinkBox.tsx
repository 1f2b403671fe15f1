// A one-time link, shown once to who issued it.
import { Alert, App, Button, Input, Space } from "antd";
import type { IssuedLink } from "../../api/types";
import { moment } from "../../app/format";
import { useLanguage } from "../../i18n/language";

interface Shown extends Pick<IssuedLink, "token" | "expires"> { login: string }

/** `invitation`: to act for a subject, for `login` as it was named; else to set the password of `login`. */
export function LinkBox({ link, invitation = false }: { link: Shown; invitation?: boolean }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const address = `${window.location.origin}${invitation ? "/invitation" : "/set-password"}#${link.token}`;
  const title = t(invitation ? "members.linkTitle" : "accounts.linkTitle");
  const copy = () => void navigator.clipboard.writeText(address).then(() => message.success(t("accounts.copied")));
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      title={title}
      description={
        <Space orientation="vertical" style={{ width: "100%" }}>
          <span>{t(invitation ? "members.linkHow" : "accounts.linkHow", { login: link.login, until: moment(link.expires) })}</span>
          <Input readOnly value={address} aria-label={title} onFocus={(event) => event.target.select()} />
          <Button onClick={copy}>{t("accounts.copy")}</Button>
        </Space>
      }
    />
  );
}
