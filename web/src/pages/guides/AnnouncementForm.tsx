// For the unit that leads a provision: announce when applications are taken, or take that back.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, DatePicker, Form, Input, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { request } from "../../api/client";
import type { Announcement, ApplicationForm, Items, Procedure, Provision } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { Sure } from "../../components/Sure";
import { useLanguage } from "../../i18n/language";

interface Values { opens: Dayjs; closes: Dayjs | null; contact: string; number?: string; note?: string; first_check?: boolean; materials?: string[] }
interface Props { packageId: string; provision: Provision; announcement: Announcement | undefined; today: string }

export function AnnouncementForm({ packageId, provision, announcement, today }: Props) {
  const { t, text } = useLanguage();
  const formsPath = `/packages/${packageId}/provisions/${provision.id}/forms`;
  const forms = useQuery({ queryKey: [formsPath], queryFn: () => request<Items<ApplicationForm>>("GET", formsPath), staleTime: Infinity });
  const proceduresPath = `/packages/${packageId}/procedures`;
  const procedures = useQuery({ queryKey: [proceduresPath], queryFn: () => request<Items<Procedure>>("GET", proceduresPath), staleTime: Infinity });
  const firstCheck = procedures.data?.items.find((one) => one.id === provision.procedure)?.steps.some((step) => step.announced) ?? false;
  const { message } = App.useApp();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ["announcements"] });
  const publish = useMutation({
    mutationFn: ({ opens, closes, contact, number, note, first_check, materials }: Values) =>
      request<Announcement>("POST", "/announcements", {
        body: {
          package: packageId,
          provision: provision.id,
          opens: opens.format("YYYY-MM-DD"),
          ...(closes ? { closes: closes.format("YYYY-MM-DD") } : {}),
          contact,
          number: number ?? "",
          note: note ?? "",
          first_check: first_check ?? false,
          materials: materials ?? [],
        },
      }),
    onSuccess: () => {
      void message.success(t("guide.published"));
      void again();
    },
  });
  const withdraw = useMutation({
    mutationFn: () => request("DELETE", `/announcements/${packageId}/${provision.id}`, { query: { year: announcement!.year } }),
    onSuccess: () => {
      void message.success(t("guide.withdrawn"));
      void again();
    },
  });
  const required = { required: true, message: t("session.required") };
  return (
    <section className="sheet no-print">
      <h2>{t(announcement ? "guide.change" : "guide.announce")}</h2>
      {publish.isError && <Failure error={publish.error} />}
      {withdraw.isError && <Failure error={withdraw.error} />}
      <Form<Values>
        layout="vertical"
        style={{ maxWidth: 560 }}
        onFinish={(values) => publish.mutate(values)}
        initialValues={announcement
          ? { opens: dayjs(announcement.opens), closes: dayjs(announcement.closes), contact: announcement.contact, number: announcement.number, note: announcement.note, first_check: announcement.first_check, materials: announcement.materials }
          : { opens: dayjs(today), closes: null }}
      >
        <Space size="large" wrap align="start">
          <Form.Item name="opens" label={t("guide.opens")} rules={[required]}><DatePicker /></Form.Item>
          <Form.Item name="closes" label={t("guide.closes")}><DatePicker /></Form.Item>
        </Space>
        <p className="muted">{t("guide.windowHint")}</p>
        <Form.Item name="contact" label={t("guide.contact")} rules={[{ ...required, whitespace: true }]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="number" label={t("guide.number")}><Input maxLength={200} /></Form.Item>
        <Form.Item name="note" label={t("guide.note")}><Input.TextArea rows={4} maxLength={2000} showCount /></Form.Item>
        {firstCheck && <Form.Item name="first_check" valuePropName="checked"><Checkbox>{t("guide.firstCheck")}</Checkbox></Form.Item>}
        {(forms.data?.items.length ?? 0) > 0 && (
          <Form.Item name="materials" label={t("guide.askFor")}>
            <Checkbox.Group options={forms.data?.items.map((form) => ({ value: form.id, label: text(form.title) }))} />
          </Form.Item>
        )}
        <Space wrap>
          <Button type="primary" htmlType="submit" loading={publish.isPending}>{t("guide.publish")}</Button>
          {announcement && (
            <Sure title={t("guide.withdrawSure")} onConfirm={() => withdraw.mutate()} okText={t("guide.withdraw")}>
              <Button danger loading={withdraw.isPending}>{t("guide.withdraw")}</Button>
            </Sure>
          )}
        </Space>
      </Form>
    </section>
  );
}
