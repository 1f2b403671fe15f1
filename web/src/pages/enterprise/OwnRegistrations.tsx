// Whoever acts for nobody yet sees how its registration stands.
import { useQuery } from "@tanstack/react-query";
import { Alert, Empty } from "antd";
import { request } from "../../api/client";
import type { Items, OwnRegistration } from "../../api/types";
import { moment } from "../../app/format";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";

const looks = { open: "info", confirmed: "success", refused: "warning" } as const;

export function OwnRegistrations() {
  const { t } = useLanguage();
  const own = useQuery({ queryKey: ["own-registrations"], queryFn: () => request<Items<OwnRegistration>>("GET", "/registrations/own") });
  return (
    <div className="page">
      <Loadable query={own}>
        {({ items }) => items.length === 0 ? <Empty description={t("enterprise.none")} /> : (
          <>
            <div className="page-head"><h1>{t("register.own")}</h1></div>
            {items.map((one) => (
              <Alert key={one.id} showIcon type={looks[one.state]} style={{ marginBottom: 12 }} title={`${one.subject_name} · ${t(`register.state.${one.state}`)}`} description={[moment(one.at), one.reason].filter(Boolean).join(" · ")} />
            ))}
            <p className="muted">{t("register.how")}</p>
          </>
        )}
      </Loadable>
    </div>
  );
}
