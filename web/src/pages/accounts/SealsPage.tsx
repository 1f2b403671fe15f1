// The seals of units, as they are set on letters. An administrator uploads them; the last one counts.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Upload } from "antd";
import { request } from "../../api/client";
import type { Items, NamedUnit, SealEntry } from "../../api/types";
import { moment } from "../../app/format";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useLanguage } from "../../i18n/language";

export default function SealsPage() {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const units = useQuery({ queryKey: ["units-in-force"], queryFn: () => request<Items<NamedUnit>>("GET", "/units") });
  const seals = useQuery({ queryKey: ["seals"], queryFn: () => request<Items<SealEntry>>("GET", "/seals") });
  const set = useMutation({
    mutationFn: ({ unit, file }: { unit: string; file: Blob }) => request<Items<SealEntry>>("POST", `/units/${encodeURIComponent(unit)}/seal`, { file }),
    onSuccess: (now) => client.setQueryData(["seals"], now),
  });
  const since = (unit: string) => seals.data?.items.find((one) => one.unit === unit)?.at;
  return (
    <div className="page">
      <div className="page-head"><h1>{t("seals.title")}</h1></div>
      <p className="muted">{t("seals.how")}</p>
      {set.isError && <Failure error={set.error} />}
      <div className="sheet">
        <Loadable query={units}>
          {({ items }) => (
            <Rows
              rowKey="id"
              dataSource={items}
              pagination={false}
              scroll={{ x: 420 }}
              columns={[
                { title: t("seals.unit"), render: (_, unit) => text(unit.title) },
                { title: t("seals.since"), render: (_, unit) => { const at = since(unit.id); return at ? moment(at) : <span className="muted">{t("seals.none")}</span>; } },
                {
                  key: "upload",
                  render: (_, unit) => (
                    <Upload accept="image/png" showUploadList={false} beforeUpload={(file) => { set.mutate({ unit: unit.id, file }); return false; }}>
                      <Button size="small" loading={set.isPending} aria-label={t("seals.uploadFor", { unit: text(unit.title) })}>{t("seals.upload")}</Button>
                    </Upload>
                  ),
                },
              ]}
            />
          )}
        </Loadable>
      </div>
    </div>
  );
}
