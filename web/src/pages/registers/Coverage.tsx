// How many entries each code of a field has, and which has none: the townships that a network serves.
import { Link } from "react-router-dom";
import type { Register } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { registerPath } from "./api";

export function Coverage({ register, coverage }: { register: Register; coverage: NonNullable<Register["coverage"]> }) {
  const { t, text } = useLanguage();
  const field = register.fields.find((one) => one.id === coverage.field);
  const codes = field?.codes ?? [];
  const counts = new Map(coverage.counts.map((one) => [one.code, one.count]));
  const covered = codes.filter((code) => counts.has(code.id)).length;
  return (
    <>
      <p>{t("registers.covered", { what: text(field?.title), covered: String(covered), total: String(codes.length) })}</p>
      <ul className="coverage">
        {codes.map((code) => {
          const count = counts.get(code.id);
          const title = text(code.title) || code.id;
          const query = new URLSearchParams({ [`f.${coverage.field}`]: code.id }).toString();
          return (
            <li key={code.id} className={count ? "is-covered" : ""}>
              {count ? <Link to={`${registerPath(register.policy, register.id)}?${query}`}>{title}</Link> : <span>{title}</span>}
              <span className={count ? "coverage-count" : "muted"}>{count ?? t("registers.notCovered")}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
