// Making an account: who, with which roles. The answer is the link by which its holder sets a password.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { request } from "../../api/client";
import type { IssuedLink } from "../../api/types";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { LinkBox } from "./LinkBox";
import { RoleFields, wanted, type RoleEntered } from "./RoleFields";

const kinds = ["officer", "treasury", "auditor", "administrator", "enterprise", "person"] as const;
interface Entered { login: string; name: string; kind: (typeof kinds)[number]; roles?: RoleEntered[] }

export function NewAccountDialog({ close }: { close: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered>();
  const make = useMutation({
    mutationFn: ({ login, name, kind, roles = [] }: Entered) =>
      request<IssuedLink>("POST", "/accounts", { body: { login: login.trim(), name: name.trim(), kind, roles: roles.map(wanted) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["accounts"] }),
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <Dialog
      open
      title={t("accounts.new")}
      onCancel={close}
      onOk={() => (make.data ? close() : form.submit())}
      okText={make.data ? undefined : t("accounts.create")}
      confirmLoading={make.isPending}
      cancelButtonProps={make.data ? { style: { display: "none" } } : {}}
    >
      {make.data ? <LinkBox link={make.data} /> : (
        <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: "officer", roles: [{}] }} onFinish={make.mutate}>
          <Form.Item name="kind" label={t("accounts.kind")} rules={[required]}>
            <Select options={kinds.map((kind) => ({ value: kind, label: t(`accounts.kind.${kind}`) }))} />
          </Form.Item>
          <Form.Item name="login" label={t("accounts.login")} rules={[required]}><Input autoComplete="off" maxLength={64} /></Form.Item>
          <Form.Item name="name" label={t("accounts.name")} rules={[required]}><Input autoComplete="off" maxLength={100} /></Form.Item>
          <Form.List name="roles">
            {(fields, { add, remove }) => (
              <>
                {fields.map((field) => (
                  <fieldset key={field.key} className="role-fields">
                    <RoleFields path={["roles", field.name]} />
                    <Button size="small" onClick={() => remove(field.name)}>{t("accounts.removeRole")}</Button>
                  </fieldset>
                ))}
                <Button onClick={() => add({})}>{t("accounts.addRole")}</Button>
              </>
            )}
          </Form.List>
          {make.isError && <div style={{ marginTop: 16 }}><Failure error={make.error} /></div>}
        </Form>
      )}
    </Dialog>
  );
}
