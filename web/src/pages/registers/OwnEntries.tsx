// For an enterprise: what waits for it in the registers, and which of them it can enter something into.
import { Link } from "react-router-dom";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { registerPath, useRegisters } from "./api";
import { WaitingList } from "./WaitingEntries";

export function OwnEntries() {
  const { t, text } = useLanguage();
  const registers = useRegisters();
  return (
    <>
      <h2 className="register-own">{t("registers.waiting")}</h2>
      <WaitingList />
      <h2 className="register-own">{t("nav.registers")}</h2>
      <Loadable query={registers}>
        {(all) => (
          <ul className="register-list">
            {all.filter((register) => register.may.enter).map((register) => (
              <li key={register.policy + register.id}>
                <Link to={registerPath(register.policy, register.id)}>{text(register.title)}</Link>
                <Link to={`${registerPath(register.policy, register.id)}/new`}>{t("registers.new")}</Link>
              </li>
            ))}
          </ul>
        )}
      </Loadable>
    </>
  );
}
