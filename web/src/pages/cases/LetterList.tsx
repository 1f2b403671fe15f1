// The letters of a case: those that were issued, as PDF, and those that whoever looks may issue now.
import { FilePdfOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm, Space } from "antd";
import { fileUrl, request } from "../../api/client";
import type { Case, CaseLetters } from "../../api/types";
import { moment } from "../../app/format";
import { Failure } from "../../components/Loadable";
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
  const { issued = [], offers = [] } = letters.data ?? {};
  if (issued.length === 0 && offers.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{t("letters.title")}</h2>
      {issue.isError && <Failure error={issue.error} />}
      {issued.length > 0 && (
        <ul style={{ paddingLeft: 20 }}>
          {issued.map((one) => (
            <li key={one.hash} style={{ marginBottom: 6 }}>
              <a href={fileUrl(`/cases/${item.id}/letters/${one.hash}`)} target="_blank" rel="noreferrer"><FilePdfOutlined aria-hidden /> {text(one.title)}</a>{" "}
              <span className="muted">{[one.number, text(one.unit_title), moment(one.at)].filter(Boolean).join(" · ")}</span>
            </li>
          ))}
        </ul>
      )}
      {offers.length > 0 && (
        <Space wrap className="no-print">
          {offers.map((one) => (
            <Popconfirm key={one.letter} title={t("letters.sure", { title: text(one.title), unit: text(one.unit_title) })} onConfirm={() => issue.mutate(one.letter)}>
              <Button loading={issue.isPending}>{t("letters.issue", { title: text(one.title) })}</Button>
            </Popconfirm>
          ))}
        </Space>
      )}
    </section>
  );
}
