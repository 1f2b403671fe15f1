// What every form does in which somebody signs in: the second factor is asked for once the service wants it.
import { Form, Input } from "antd";
import { useState } from "react";
import { ApiError } from "../api/client";
import { useLanguage } from "../i18n/language";

export function useSigning<Entered extends { code?: string }>(send: (entered: Entered) => Promise<unknown>) {
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);  // for the code of the second factor
  async function submit(entered: Entered) {
    setBusy(true);
    setFailure(null);
    try {
      await send(entered);
    } catch (error) {
      const wantsCode = error instanceof ApiError && ["identity.code-required", "identity.bad-code"].includes(error.problem.code ?? "");
      setAsking(wantsCode);
      // The first time it is asked for, nothing has gone wrong yet.
      setFailure(wantsCode && !entered.code ? null : error);
    } finally {
      setBusy(false);
    }
  }
  return { failure, busy, asking, submit: (entered: Entered) => void submit(entered) };
}

export function CodeField() {
  const { t } = useLanguage();
  return (
    <Form.Item name="code" label={t("session.code")} extra={t("session.codeWhere")} rules={[{ required: true, message: t("session.required") }]}>
      <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus />
    </Form.Item>
  );
}
