// What the signed-in account can do with the case now. Offered by the service; each asks for what it needs.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Form, Input, Select } from "antd";
import { useState } from "react";
import { ApiError, request } from "../../api/client";
import type { Case, CaseAction, Treasury } from "../../api/types";
import { useDraft } from "../../app/draft";
import { parseYuan, yuan } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { bodyOf, keyOf, type Entered } from "./actions";

export function CaseActions({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  const [chosen, setChosen] = useState<CaseAction | null>(null);
  if (item.actions.length === 0) return null;
  // What carries the case on is the obvious thing to do; taking it back never is.
  const first = item.actions.find((action) => !action.blocked && action.kind !== "withdraw" && action.kind !== "take_up");
  return (
    <section className="sheet case-actions no-print">
      <h2>{t("case.actions")}</h2>
      <div className="case-buttons">
        {item.actions.map((action) => (
          <Button key={keyOf(action)} type={action === first ? "primary" : "default"} danger={action.kind === "withdraw"} disabled={action.blocked !== null} onClick={() => setChosen(action)}>
            {text(action.title)}
          </Button>
        ))}
      </div>
      {item.actions.filter((action) => action.blocked).map((action) => (
        <p key={keyOf(action)} className="muted case-blocked">{text(action.title)}: {text(action.blocked)}</p>
      ))}
      {chosen && <ActionDialog item={item} action={chosen} close={() => setChosen(null)} />}
    </section>
  );
}

function LineSelect({ value, onChange, item }: { value?: string; onChange?: (value: string) => void; item: Case }) {
  const { t } = useLanguage();
  const units = useUnits();
  const treasury = useQuery({ queryKey: ["treasury"], queryFn: () => request<Treasury>("GET", "/treasury") });
  const lines = (treasury.data?.appropriations ?? []).filter((line) => line.package === item.package);
  if (treasury.isError) return <Failure error={treasury.error} />;
  return (
    <Select
      value={value}
      onChange={onChange}
      loading={treasury.isPending}
      notFoundContent={t("action.noLine")}
      options={lines.map((line) => ({
        value: JSON.stringify({ package: line.package, year: line.year, unit: line.unit }),
        label: `${line.year} · ${units([line.unit])} · ${t("treasury.available")} ${yuan(line.available_fen)}`,
      }))}
    />
  );
}

function ActionDialog({ item, action, close }: { item: Case; action: CaseAction; close: () => void }) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered>();
  // Words are kept until the step is taken; amounts and consent are given anew.
  const { kept, keep, forget } = useDraft<Pick<Entered, "reason" | "minutes">>(`act/${item.id}/${keyOf(action)}`);
  // One key for the whole dialog: a repeated press, or a retry after a lost answer, is the same act.
  const [key] = useState(() => crypto.randomUUID());
  const act = useMutation({
    mutationFn: (entered: Entered) =>
      request<Case>("POST", `/cases/${item.id}/actions`, {
        idempotencyKey: key,
        body: bodyOf(item, action, entered),
      }),
    onSuccess: (changed) => {
      forget();
      client.setQueryData(["case", item.id], changed);
      for (const list of ["cases", "inbox", "notices", "treasury", "subject"]) void client.invalidateQueries({ queryKey: [list] });
      close();
    },
  });
  const stale = act.error instanceof ApiError && act.error.status === 409;
  const reload = () => {
    void client.invalidateQueries({ queryKey: ["case", item.id] });
    close();
  };
  const required = { required: true, whitespace: true, message: t("session.required") };
  const wants = (need: CaseAction["needs"][number]) => action.needs.includes(need);
  return (
    <Dialog
      open
      title={text(action.title)}
      onCancel={close}
      okText={t("action.confirm")}
      cancelText={t("action.cancel")}
      confirmLoading={act.isPending}
      onOk={() => void form.validateFields().then((entered) => act.mutate(entered), () => undefined)}
      destroyOnHidden
    >
      {act.isError && <Failure error={act.error} {...(stale ? { retry: reload } : {})} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ ...(item.amount_fen !== null ? { amount: yuan(item.amount_fen) } : {}), ...kept }}
        onValuesChange={(_, { reason, minutes }: Entered) => keep({ reason, minutes })}>
        {wants("amount") && item.amount_max_fen !== null && (
          <Alert type="info" title={t("action.band", { min: yuan(item.amount_min_fen ?? 0), max: yuan(item.amount_max_fen) })} style={{ marginBottom: 12 }} />
        )}
        {wants("amount") && (
          <Form.Item
            name="amount"
            label={t("case.amountYuan")}
            rules={[{ validator: (_, value?: string) => (parseYuan(value ?? "") === null ? Promise.reject(new Error(t("action.badAmount"))) : Promise.resolve()) }]}
          >
            <Input inputMode="decimal" suffix={t("amount.unit")} />
          </Form.Item>
        )}
        {wants("minutes") && <Form.Item name="minutes" label={t("action.minutes")} rules={[required]}><Input maxLength={200} /></Form.Item>}
        {wants("line") && <Form.Item name="line" label={t("action.line")} rules={[required]}><LineSelect item={item} /></Form.Item>}
        {wants("consent") && (
          <Form.Item
            name="consent"
            valuePropName="checked"
            rules={[{ validator: (_, value) => (value ? Promise.resolve() : Promise.reject(new Error(t("action.consentNeeded")))) }]}
          >
            <Checkbox>{t("action.consent")}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="reason" label={t(action.reason_required ? "case.reason" : "action.remark")} rules={action.reason_required ? [required] : []}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
