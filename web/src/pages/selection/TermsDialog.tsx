// The terms of a contract: its number and stages; where the provision pays by stages, money and what becomes of
// it. Also for a change, which keeps what was judged.
import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, DatePicker, Form, Input } from "antd";
import type { Call, CallAction, CallContract } from "../../api/types";
import { parseYuan } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import type { Act } from "./act";
import { basisPoints, termsOf, typedOf, type TypedTerms } from "./terms";

type Entered = TypedTerms & { number?: string; reason?: string };

interface Props { call: Call; bid: string; act: Act; contract?: CallContract; close: () => void }

export function TermsDialog({ call, bid, act, contract, close }: Props) {
  const { t } = useLanguage();
  const [form] = Form.useForm<Entered>();
  const { rules } = call;
  const title = t(contract ? "calls.askChange" : "calls.contract");
  const required = { required: true, whitespace: true, message: t("session.required") };
  const chosen = { required: true, message: t("session.required") };
  const asPercent = { validator: (_: unknown, value?: string) => (basisPoints(value) !== null ? Promise.resolve() : Promise.reject(new Error(t("calls.percentBad")))) };
  const asYuan = { validator: (_: unknown, value?: string) => (!value || parseYuan(value) !== null ? Promise.resolve() : Promise.reject(new Error(t("calls.yuanBad")))) };
  const send = (entered: Entered) => {
    const action: CallAction = contract
      ? { kind: "change_asked", bid, reason: entered.reason!.trim(), terms: termsOf(entered, rules.equity) }
      : { kind: "contracted", bid, number: entered.number!.trim(), terms: termsOf(entered, rules.equity) };
    act.mutate(action, { onSuccess: close });
  };
  const initial: Partial<Entered> = contract ? typedOf(contract) : { stages: [{} as TypedTerms["stages"][number]], clawBack: "100" };
  return (
    <Dialog open width={900} title={title} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={act.isPending} onCancel={close}
      onOk={() => void form.validateFields().then(send, () => undefined)}>
      {act.isError && <Failure error={act.error} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial}>
        {!contract && <Form.Item name="number" label={t("calls.number")} rules={[required]}><Input maxLength={100} /></Form.Item>}
        <Form.List name="stages">
          {(fields, { add, remove }) => (
            <div className="call-stages">
              {fields.map((field) => {
                const judged = contract?.stages[field.name] !== undefined && contract.stages[field.name]!.standing !== "planned";
                return (
                  <div className="call-stage" key={field.key}>
                    <Form.Item name={[field.name, "title"]} label={`${t("calls.stageTitle")} ${field.name + 1}`} rules={[required]}><Input maxLength={66} disabled={judged} /></Form.Item>
                    <Form.Item name={[field.name, "condition"]} label={t("calls.condition")}><Input maxLength={100} disabled={judged} /></Form.Item>
                    <Form.Item name={[field.name, "due"]} label={t("calls.due")} rules={[chosen]}><DatePicker style={{ width: "100%" }} disabled={judged} /></Form.Item>
                    {rules.stage_money ? <Form.Item name={[field.name, "money"]} label={t("calls.money")} rules={[asYuan]}><Input inputMode="decimal" disabled={judged} /></Form.Item> : <span />}
                    {fields.length > 1 && !judged && <Button type="text" icon={<MinusCircleOutlined />} aria-label={t("calls.removeStage")} onClick={() => remove(field.name)} />}
                  </div>
                );
              })}
              <Button icon={<PlusOutlined />} onClick={() => add()} style={{ justifySelf: "start", marginBottom: 16 }}>{t("calls.addStage")}</Button>
            </div>
          )}
        </Form.List>
        {rules.stage_money && (
          <div className="call-scores">
            {rules.equity && <Form.Item name="discount" label={t("calls.discount")} rules={[asPercent]}><Input inputMode="decimal" disabled={Boolean(contract)} /></Form.Item>}
            {rules.equity && <Form.Item name="interest" label={t("calls.interest")} rules={[asPercent]}><Input inputMode="decimal" disabled={Boolean(contract)} /></Form.Item>}
            <Form.Item name="clawBack" label={t("calls.clawBack")} rules={[asPercent]}><Input inputMode="decimal" disabled={Boolean(contract)} /></Form.Item>
          </div>
        )}
        {contract && <Form.Item name="reason" label={t("calls.reason")} rules={[required]}><Input.TextArea rows={2} maxLength={600} /></Form.Item>}
      </Form>
    </Dialog>
  );
}
