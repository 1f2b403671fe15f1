// From any page, the way into the registers that take what units raise: the entry says where it was raised.
import { Link } from "react-router-dom";
import { useSession } from "../../app/session";
import { useLanguage } from "../../i18n/language";
import { registerPath, useRegisters } from "./api";
import "./registers.css";

export function RaiseLinks({ policy, from }: { policy: string; from: string }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const registers = useRegisters();
  const taking = (registers.data ?? []).filter((one) => one.policy === policy && one.may.enter && one.raised?.from);
  if (taking.length === 0) return null;
  const given = (by: string, field: string) => new URLSearchParams({ [field]: from, ...(session?.units.length === 1 ? { [by]: session.units[0]! } : {}) }).toString();
  return (
    <p className="raise-links no-print">
      {taking.map((one) => (
        <Link key={one.id} to={`${registerPath(one.policy, one.id)}/new?${given(one.raised!.by, one.raised!.from!)}`}>{t("registers.raise", { register: text(one.title) })}</Link>
      ))}
    </p>
  );
}
