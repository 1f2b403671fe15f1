// A new password, twice: the fields of a form ("password", "again").
import { Form, Input } from "antd";
import { useLanguage } from "../i18n/language";

const least = 10;

export function NewPassword() {
  const { t } = useLanguage();
  return (
    <>
      <Form.Item name="password" label={t("account.passwordNew")} rules={[{ required: true, message: t("session.required") }, { min: least, message: t("account.passwordShort") }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("account.passwordAgain")}
        dependencies={["password"]}
        rules={[
          { required: true, message: t("session.required") },
          ({ getFieldValue }) => ({
            validator: (_, value) => !value || value === getFieldValue("password") ? Promise.resolve() : Promise.reject(new Error(t("account.passwordDiffers"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
