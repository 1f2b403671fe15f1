// The sample accounts of a training space, by who they are: enterprises, officers unit by unit, treasury,
// and the rest. One press signs in.
import { Button } from "antd";
import type { SampleAccount, Text } from "../api/types";
import { useLanguage } from "../i18n/language";
import type { MessageKey } from "../i18n/messages";

interface Props { accounts: readonly SampleAccount[]; onUse: (account: SampleAccount) => void; busy: boolean }

const groups: { title: MessageKey; kinds: string[] }[] = [
  { title: "session.enterprises", kinds: ["enterprise"] },
  { title: "session.officers", kinds: ["officer"] },
  { title: "session.treasury", kinds: ["treasury"] },
  { title: "session.others", kinds: ["auditor", "administrator"] },
];

export function SampleAccounts({ accounts, onUse, busy }: Props) {
  const { t, text } = useLanguage();
  const known = groups.flatMap((group) => group.kinds);
  const kindsOf = (kinds: string[]) => (account: SampleAccount) =>
    kinds.includes(account.kind) || (kinds.includes("auditor") && !known.includes(account.kind));
  return (
    <section className="sheet samples" aria-label={t("session.samples")}>
      <h2>{t("session.samples")}</h2>
      <p className="muted">{t("session.samplesHow")}</p>
      {groups.map((group) => {
        const rows = byHolder(accounts.filter(kindsOf(group.kinds)));
        return rows.length === 0 ? null : (
          <div key={group.title} className="samples-group">
            <h3>{t(group.title)}</h3>
            <ul>
              {rows.map((row) => (
                <li key={row.key}>
                  <span className="samples-holder">{text(row.holder)}</span>
                  <span className="samples-roles">
                    {row.members.map(({ account, role }) => (
                      <Button key={account.login} size="small" disabled={busy} title={account.login} onClick={() => onUse(account)}
                        aria-label={t("session.useAs", { name: text(account.title) })}>
                        {text(role) || t("session.enter")}
                      </Button>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

interface Row { key: string; holder: Text; members: { account: SampleAccount; role: Text }[] }

/** Accounts of one unit together: its login is "unit-role", its English title "unit, role". */
function byHolder(accounts: SampleAccount[]): Row[] {
  const rows: Row[] = [];
  for (const account of accounts) {
    const [unit, role] = account.login.split("-");
    const comma = account.title.en.lastIndexOf(", ");
    const grouped = role !== undefined && comma > 0;
    const key = grouped ? unit! : account.login;
    let row = rows.find((item) => item.key === key);
    if (!row) rows.push((row = { key, holder: grouped ? { zh: unit!, en: account.title.en.slice(0, comma) } : account.title, members: [] }));
    row.members.push({ account, role: grouped ? { zh: role, en: account.title.en.slice(comma + 2) } : { zh: "", en: "" } });
  }
  return rows;
}
