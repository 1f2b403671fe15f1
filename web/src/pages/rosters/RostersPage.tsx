// The lists of one's unit, and making one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, DatePicker, Empty, Form, Select, Tag } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { request } from "../../api/client";
import type { RosterChoice, RosterDetail, RosterList } from "../../api/types";
import { yuan } from "../../app/format";
import { Dialog } from "../../components/Dialog";
import { Failure, Loadable } from "../../components/Loadable";
import { Rows } from "../../components/Rows";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";

export const stateColours = { made: "processing", released: "success", discarded: "default" } as const;

export default function RostersPage() {
  const { t, text } = useLanguage();
  const units = useUnits();
  const [making, setMaking] = useState(false);
  const found = useQuery({ queryKey: ["rosters"], queryFn: () => request<RosterList>("GET", "/rosters") });
  return (
    <div className="page">
      <Loadable query={found}>
        {({ items, choices }) => (
          <>
            <div className="page-head">
              <h1>{t("rosters.title")}</h1>
              <span className="grow" />
              {choices.length > 0 && <Button type="primary" onClick={() => setMaking(true)}>{t("rosters.make")}</Button>}
            </div>
            <p className="muted">{t("rosters.intro")}</p>
            <div className="sheet">
              <Rows
                rowKey="id"
                dataSource={items}
                pagination={items.length > 20 ? { pageSize: 20 } : false}
                showHeader={items.length > 0}
                {...(items.length > 0 ? { scroll: { x: 860 } } : {})}
                locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("rosters.none")} /> }}
                columns={[
                  { title: t("rosters.number"), render: (_, row) => <Link to={`/rosters/${row.id}`}>L{row.number}</Link> },
                  { title: t("rosters.provision"), render: (_, row) => <>{row.provision} {text(row.title)}<div className="muted">{units([row.unit])} · {row.on}</div></> },
                  { title: t("case.status"), render: (_, row) => <Tag color={stateColours[row.state]}>{t(`rosters.state.${row.state}`)}</Tag> },
                  { title: t("rosters.counts"), render: (_, row) => `${row.listed} / ${row.waiting} / ${row.confirmed} / ${row.entered}` },
                  { title: t("case.amountYuan"), align: "right", render: (_, row) => row.total_fen > 0 && <span className="amount">{yuan(row.total_fen)}</span> },
                ]}
              />
            </div>
            {making && <MakeDialog choices={choices} close={() => setMaking(false)} />}
          </>
        )}
      </Loadable>
    </div>
  );
}

interface Entered { choice: string; since?: Dayjs | null }

function MakeDialog({ choices, close }: { choices: RosterChoice[]; close: () => void }) {
  const { t, text } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Entered>();
  const make = useMutation({
    mutationFn: ({ choice, since }: Entered) => {
      const chosen = choices[Number(choice)]!;
      return request<RosterDetail>("POST", "/rosters", {
        body: { package: chosen.package, provision: chosen.provision, ...(since ? { since: since.format("YYYY-MM-DD") } : {}) },
      });
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["rosters"] });
      navigate(`/rosters/${made.roster.id}`);
    },
  });
  return (
    <Dialog open title={t("rosters.make")} okText={t("action.confirm")} cancelText={t("action.cancel")} confirmLoading={make.isPending} onCancel={close}
      onOk={() => void form.validateFields().then((entered) => make.mutate(entered), () => undefined)}>
      {make.isError && <Failure error={make.error} />}
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item name="choice" label={t("rosters.provision")} rules={[{ required: true, message: t("session.required") }]}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            options={choices.map((one, i) => ({ value: String(i), label: `${one.provision} ${text(one.title)}${one.register ? ` → ${one.register}` : ""}` }))}
          />
        </Form.Item>
        <Form.Item name="since" label={t("rosters.since")} extra={t("rosters.sinceHint")}><DatePicker style={{ width: "100%" }} /></Form.Item>
      </Form>
    </Dialog>
  );
}
