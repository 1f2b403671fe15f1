// The registers that carry out a provision.
import { Link } from "react-router-dom";
import { useLanguage } from "../../i18n/language";
import { registerPath, useRegisters } from "./api";

export function RegisterLinks({ policy, provision }: { policy: string; provision: string }) {
  const { t, text } = useLanguage();
  const registers = useRegisters();
  const own = (registers.data ?? []).filter((register) => register.policy === policy && register.provision === provision);
  if (own.length === 0) return null;
  return (
    <>
      <h3>{t("registers.ofRule")}</h3>
      <ul className="rules-conditions">
        {own.map((register) => <li key={register.id}><Link to={registerPath(policy, register.id)}>{text(register.title)}</Link> <span className="muted">{t("registers.count", { count: register.count })}</span></li>)}
      </ul>
    </>
  );
}
