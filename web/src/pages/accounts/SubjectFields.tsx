// Which subject: its type, what identifies it, its name; the words are those of the policies in force.
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { request } from "../../api/client";
import type { Items, SubjectTypeEntry } from "../../api/types";
import { useLanguage } from "../../i18n/language";

export interface SubjectEntered { type: string; identity: string; subject_name: string }

export function SubjectFields() {
  const { t, text } = useLanguage();
  const form = Form.useFormInstance<SubjectEntered>();
  const chosen = Form.useWatch("type", form);
  const types = useQuery({ queryKey: ["subject-types"], queryFn: () => request<Items<SubjectTypeEntry>>("GET", "/subject-types"), staleTime: 300_000 });
  const type = types.data?.items.find((one) => one.name === chosen);
  const required = { required: true, whitespace: true, message: t("session.required") };
  return (
    <>
      <Form.Item name="type" label={t("register.type")} rules={[required]}>
        <Select loading={types.isPending} options={(types.data?.items ?? []).map((one) => ({ value: one.name, label: text(one.title) }))} />
      </Form.Item>
      {type && (
        <>
          <Form.Item name="identity" label={text(type.identity)} rules={[required]} normalize={(value: string) => value.trim().toUpperCase()}><Input maxLength={50} autoComplete="off" /></Form.Item>
          <Form.Item name="subject_name" label={text(type.label)} rules={[required]}><Input maxLength={100} autoComplete="organization" /></Form.Item>
        </>
      )}
    </>
  );
}
