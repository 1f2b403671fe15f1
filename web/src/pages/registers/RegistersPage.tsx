// All registers that one may see, by policy, each with what it holds.
import { Empty, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import type { Register } from "../../api/types";
import { Loadable } from "../../components/Loadable";
import { usePolicyTitle } from "../../components/policies";
import { useUnits } from "../../components/units";
import { useLanguage } from "../../i18n/language";
import { registerPath, useRegisters } from "./api";
import "./registers.css";

export default function RegistersPage() {
  const { t, text } = useLanguage();
  const registers = useRegisters();
  const [wanted, setWanted] = useState("");
  const fits = (register: Register) => [register.title.zh, register.title.en, register.keeper, register.provision].some((part) => part.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("nav.registers")}</h1>
        <span className="grow" />
        <Input.Search className="no-print register-find" allowClear aria-label={t("registers.findRegister")} placeholder={t("registers.findRegister")} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      </div>
      <p className="muted">{t("registers.intro")}</p>
      <Loadable query={registers}>
        {(all) => {
          const shown = all.filter(fits);
          const policies = [...new Set(shown.map((register) => register.policy))];
          if (shown.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("registers.noneToSee")} />;
          return policies.map((policy) => (
            <section key={policy} className="sheet register-group">
              <PolicyHeading policy={policy} />
              <ul className="register-list">
                {shown.filter((register) => register.policy === policy).map((register) => <RegisterItem key={register.id} register={register} title={text(register.title)} />)}
              </ul>
            </section>
          ));
        }}
      </Loadable>
    </div>
  );
}

function PolicyHeading({ policy }: { policy: string }) {
  const title = usePolicyTitle();
  return <h2><Link to={`/documents/${policy}`}>{title(policy)}</Link></h2>;
}

function RegisterItem({ register, title }: { register: Register; title: string }) {
  const { t, text } = useLanguage();
  const unit = useUnits();
  return (
    <li>
      <Link className="register-name" to={registerPath(register.policy, register.id)}>{title}</Link>
      <span className="muted">{[register.provision && t("registers.ofProvision", { provision: register.provision }), unit([register.keeper]), register.public ? "" : t("registers.notPublic")].filter(Boolean).join(" · ")}</span>
      <span className="register-counts">
        <strong>{t("registers.count", { count: register.count })}</strong>
        {register.counts.map((one) => <span key={one.status} className="muted">{text(one.title)} {one.count}</span>)}
      </span>
    </li>
  );
}
