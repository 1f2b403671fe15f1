// A button whose action wants a reason: asks for it, then acts.
import { Button, Form, Input, type ButtonProps } from "antd";
import { useState, type ReactNode } from "react";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import type { CallAction } from "../../api/types";
import type { Act } from "./act";

interface Props {
  act: Act;
  action: CallAction;
  title: string;
  label?: string;
  button?: ButtonProps;
  /** What is asked for beside the reason. */
  children?: ReactNode;
  /** What was entered there, as a part of the action. */
  read?: (entered: Record<string, unknown>) => Partial<CallAction>;
}

export function ReasonButton({ act, action, title, label, button, children, read }: Props) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Record<string, unknown>>();
  const send = (entered: Record<string, unknown>) =>
    act.mutate({ ...action, ...read?.(entered), reason: String(entered.reason).trim() }, { onSuccess: () => setOpen(false) });
  return (
    <>
      <Button {...button} onClick={() => { act.reset(); setOpen(true); }}>{title}</Button>
      {open && (
        <Dialog open title={title} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={act.isPending}
          onCancel={() => setOpen(false)} onOk={() => void form.validateFields().then(send, () => undefined)}>
          {act.isError && <Failure error={act.error} />}
          <Form form={form} layout="vertical" requiredMark={false}>
            {children}
            <Form.Item name="reason" label={label ?? t("calls.reason")} rules={[{ required: true, whitespace: true, message: t("session.required") }]}>
              <Input.TextArea rows={3} maxLength={600} showCount />
            </Form.Item>
          </Form>
        </Dialog>
      )}
    </>
  );
}
