// What a subject is due without an application: confirmed with the account, or declined.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Form, Input, Space, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { request } from "../../api/client";
import type { Offer, OfferConfirmed, OfferList } from "../../api/types";
import { yuan } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { ReasonDialog } from "../rosters/RosterPage";

interface Props { subject: { id: string; name: string }; roles: readonly string[] }

export function Offers({ subject, roles }: Props) {
  const { t } = useLanguage();
  const found = useQuery({ queryKey: ["offers", subject.id], queryFn: () => request<OfferList>("GET", `/subjects/${subject.id}/offers`) });
  const all = found.data?.items ?? [];
  const open = all.filter((offer) => offer.open);
  const past = all.filter((offer) => !offer.open);
  if (all.length === 0) return null;
  const answers = roles.includes("manager") || roles.includes("applicant");
  return (
    <section className="sheet" style={{ marginBottom: 16 }} aria-label={t("nav.rosters")}>
      {open.length > 0 && (
        <>
          <h2>{t("offers.title")}</h2>
          <p className="muted">{t("offers.intro")}</p>
          {open.map((offer) => <OpenOffer key={`${offer.roster}/${offer.line.line}`} offer={offer} subject={subject} answers={answers} />)}
        </>
      )}
      {past.length > 0 && (
        <details open={open.length === 0}>
          <summary>{t("offers.past")} ({past.length})</summary>
          {past.map((offer) => <PastOffer key={`${offer.roster}/${offer.line.line}`} offer={offer} />)}
        </details>
      )}
    </section>
  );
}

function Head({ offer }: { offer: Offer }) {
  const { t, text } = useLanguage();
  return (
    <>
      <h3>
        {text(offer.title)} {offer.line.amount_fen !== null && <span className="amount">{yuan(offer.line.amount_fen)} {t("amount.unit")}</span>}
      </h3>
      <p className="muted">{t("offers.by", { unit: offer.unit, n: `L${offer.number}` })}</p>
      <p>{text(offer.line.why)}</p>
    </>
  );
}

function PastOffer({ offer }: { offer: Offer }) {
  const { t, text } = useLanguage();
  return (
    <div>
      <Head offer={offer} />
      <p>
        <Tag>{t(`rosters.line.${offer.line.state === "waiting" ? "lapsed" : offer.line.state}`)}</Tag>
        {offer.line.case_id && <Link to={`/cases/${offer.line.case_id}`}>{offer.line.reference}</Link>}
        {offer.line.entries.length > 0 && t("offers.entered", { register: offer.register })}
        {text(offer.line.reason)}
      </p>
    </div>
  );
}

interface Entered { name: string; bank: string; account_number: string; consent: boolean }

function OpenOffer({ offer, subject, answers }: { offer: Offer; subject: Props["subject"]; answers: boolean }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"confirm" | "decline" | null>(null);
  const [form] = Form.useForm<Entered>();
  const [key] = useState(() => crypto.randomUUID());
  const path = `/rosters/${offer.roster}/lines/${offer.line.line}`;
  const changed = () => {
    void client.invalidateQueries({ queryKey: ["offers"] });
    void client.invalidateQueries({ queryKey: ["subject"] });
  };
  const confirm = useMutation({
    mutationFn: (entered: Entered) =>
      request<OfferConfirmed>("POST", `${path}/confirm`, { idempotencyKey: key, body: { ...entered, account_number: entered.account_number.replace(/\s/g, "") } }),
    onSuccess: (made) => {
      changed();
      navigate(`/cases/${made.case_id}`);
    },
  });
  const decline = useMutation({
    mutationFn: (reason: string) => request<void>("POST", `${path}/decline`, { body: { reason } }),
    onSuccess: () => {
      setAsked(null);
      changed();
    },
  });
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <div>
      <Head offer={offer} />
      {offer.until && <Alert type="info" showIcon title={t("offers.until", { day: offer.until })} style={{ marginBottom: 8 }} />}
      {decline.isError && <Failure error={decline.error} />}
      {answers && (
        <Space wrap>
          <Button type="primary" onClick={() => { confirm.reset(); setAsked("confirm"); }}>{t("offers.confirm")}</Button>
          <Button onClick={() => setAsked("decline")}>{t("offers.decline")}</Button>
        </Space>
      )}
      {asked === "confirm" && (
        <Dialog open title={t("offers.confirm")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={confirm.isPending} onCancel={() => setAsked(null)}
          onOk={() => void form.validateFields().then((entered) => confirm.mutate(entered), () => undefined)}>
          {confirm.isError && <Failure error={confirm.error} />}
          <Form<Entered> form={form} layout="vertical" requiredMark={false} initialValues={{ name: subject.name, bank: "", account_number: "", consent: false }}>
            <Form.Item name="name" label={t("payee.name")} rules={[required]}><Input maxLength={100} /></Form.Item>
            <Form.Item name="bank" label={t("payee.bank")} rules={[required]}><Input maxLength={100} /></Form.Item>
            <Form.Item name="account_number" label={t("payee.number")} rules={[required, { pattern: /^[\d ]{8,40}$/, message: t("payee.bad") }]}>
              <Input inputMode="numeric" maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="consent" valuePropName="checked" rules={[{ validator: (_, value?: boolean) => (value ? Promise.resolve() : Promise.reject(new Error(t("offers.consentMissing")))) }]}>
              <Checkbox>{t("offers.consent")}</Checkbox>
            </Form.Item>
          </Form>
        </Dialog>
      )}
      {asked === "decline" && <ReasonDialog title={t("offers.decline")} label={t("offers.declineWhy")} pending={decline.isPending} close={() => setAsked(null)} send={(reason) => decline.mutate(reason)} />}
    </div>
  );
}
