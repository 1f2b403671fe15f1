// The bids of a call, by need.
import { Collapse, Tag } from "antd";
import type { Call } from "../../api/types";
import { Failure } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { may, type Act } from "./act";
import { ReasonButton } from "./ReasonButton";
import { BidValues } from "./values";

export function BidsTab({ call, act }: { call: Call; act: Act }) {
  const { t } = useLanguage();
  return (
    <>
      {act.isError && <Failure error={act.error} />}
      {call.needs.map((need) => {
        const bids = call.bids.filter((bid) => bid.need === need.id);
        if (bids.length === 0) return null;
        return (
          <section className="sheet" key={need.id}>
            <h2>{need.name}</h2>
            <Collapse ghost items={bids.map((bid) => ({
              key: bid.id,
              label: (
                <>
                  <strong>{bid.name}</strong> <span className="muted">{bid.bidder} {bid.reference}</span>{" "}
                  {bid.own && <Tag color="success">{t("calls.bidsMine")}</Tag>}
                  {bid.disqualified && <Tag color="error">{t("calls.disqualified", { reason: bid.disqualified })}</Tag>}
                  {bid.declined && <Tag>{t("calls.declined")}</Tag>}
                </>
              ),
              children: (
                <>
                  {bid.values !== null && <BidValues values={bid.values} />}
                  {may(call, "disqualified") && !bid.disqualified && (
                    <ReasonButton act={act} action={{ kind: "disqualified", bid: bid.id }} title={t("calls.disqualify")} button={{ size: "small", danger: true }} />
                  )}
                </>
              ),
            }))} />
          </section>
        );
      })}
    </>
  );
}
