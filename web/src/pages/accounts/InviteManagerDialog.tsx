// The way of an enterprise into the space: its first manager is invited by the administrator.
import { useMutation } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { request } from "../../api/client";
import type { IssuedInvitation } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { LinkBox } from "./LinkBox";
import { SubjectFields, type SubjectEntered } from "./SubjectFields";

interface Entered extends SubjectEntered { name: string }

export function InviteManagerDialog({ close }: { close: () => void }) {
  const { t } = useLanguage();
  const [form] = Form.useForm<Entered>();
  const invite = useMutation({
    mutationFn: ({ type, identity, subject_name, name }: Entered) =>
      request<IssuedInvitation>("POST", "/invitations", { body: { type, identity, subject_name: subject_name.trim(), name: name.trim() } }),
  });
  return (
    <Dialog
      open
      title={t("accounts.inviteManager")}
      okText={invite.data ? undefined : t("members.invite")}
      onCancel={close}
      onOk={() => (invite.data ? close() : form.submit())}
      confirmLoading={invite.isPending}
      cancelButtonProps={invite.data ? { style: { display: "none" } } : {}}
    >
      {invite.data ? <LinkBox invitation link={{ login: invite.data.name, token: invite.data.token, expires: invite.data.expires }} /> : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={invite.mutate}>
          <p className="muted">{t("accounts.inviteHow")}</p>
          <SubjectFields />
          <Form.Item name="name" label={t("members.who")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}><Input maxLength={100} autoComplete="off" /></Form.Item>
          {invite.isError && <Failure error={invite.error} />}
        </Form>
      )}
    </Dialog>
  );
}
