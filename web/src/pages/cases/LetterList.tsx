// The letters of a case: those that were issued, as PDF, and those that whoever looks may issue now.
import { FilePdfOutlined, UploadOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Space, Upload } from "antd";
import { fileUrl, request } from "../../api/client";
import type { Case, CaseLetters } from "../../api/types";
import { moment } from "../../app/format";
import { Failure } from "../../components/Loadable";
import { Sure } from "../../components/Sure";
import { useLanguage } from "../../i18n/language";

export function LetterList({ item }: { item: Case }) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  // What may be issued changes with every step of the case.
  const key = ["letters", item.id, item.version];
  const letters = useQuery({ queryKey: key, queryFn: () => request<CaseLetters>("GET", `/cases/${item.id}/letters`) });
  const issue = useMutation({
    mutationFn: (letter: string) => request<CaseLetters>("POST", `/cases/${item.id}/letters`, { body: { letter } }),
    onSuccess: (now) => {
      client.setQueryData(key, now);
      void client.invalidateQueries({ queryKey: ["case", item.id] });
    },
  });
  const stamp = useMutation({
    mutationFn: ({ letter, file }: { letter: string; file: File }) => request<CaseLetters>("POST", `/cases/${item.id}/letters/${letter}/stamped`, { file }),
    onSuccess: (now) => {
      client.setQueryData(key, now);
      void client.invalidateQueries({ queryKey: ["case", item.id] });
    },
  });
  const failure = issue.error ?? stamp.error;
  const { issued = [], offers = [] } = letters.data ?? {};
  if (issued.length === 0 && offers.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("letters.title")}</h2>
      {failure && <Failure error={failure} />}
      {issued.length > 0 && (
        <ul style={{ paddingLeft: 20 }}>
          {issued.map((one) => (
            <li key={one.hash} style={{ marginBottom: 6 }}>
              <a href={fileUrl(`/cases/${item.id}/letters/${one.stamped || one.hash}`)} target="_blank" rel="noreferrer"><FilePdfOutlined aria-hidden /> {text(one.title)}{one.stamped && ` ${t("letters.stamped")}`}</a>{" "}
              <span className="muted">{[one.number, text(one.unit_title), moment(one.at)].filter(Boolean).join(" · ")}</span>
              {one.stamped && <>{" "}<a href={fileUrl(`/cases/${item.id}/letters/${one.hash}`)} target="_blank" rel="noreferrer">{t("letters.unstamped")}</a></>}
              {one.may_stamp && (
                <Upload accept=".pdf,application/pdf" showUploadList={false} className="no-print" beforeUpload={(file) => { issue.reset(); stamp.mutate({ letter: one.hash, file }); return false; }}>
                  <Button size="small" type="link" icon={<UploadOutlined aria-hidden />} loading={stamp.isPending}>{t(one.stamped ? "letters.stampAgain" : "letters.stamp")}</Button>
                </Upload>
              )}
            </li>
          ))}
        </ul>
      )}
      {offers.length > 0 && (
        <Space wrap className="no-print">
          {offers.map((one) => (
            <Sure key={one.letter} title={t("letters.sure", { title: text(one.title), unit: text(one.unit_title) })} onConfirm={() => issue.mutate(one.letter)}>
              <Button loading={issue.isPending}>{t("letters.issue", { title: text(one.title) })}</Button>
            </Sure>
          ))}
        </Space>
      )}
    </section>
  );
}
