// The frame of every page: name, navigation, language, who is signed in, and the mark of a training space.
import { MenuOutlined } from "@ant-design/icons";
import { Alert, Button, Drawer, Menu } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Link, useLocation, useNavigate } from "react-router-dom";
import { Bell } from "../components/Bell";
import { keepFocus } from "../components/focus";
import { useLanguage } from "../i18n/language";
import { destinations, type Destination } from "./navigation";
import { hasRole, useSession } from "./session";
import "./shell.css";

function useMenu() {
  const { t } = useLanguage();
  const { session } = useSession();
  const { pathname } = useLocation();
  const offered = destinations.filter((page) => page.roles.length === 0 || hasRole(session, ...page.roles));
  const selected = offered
    .filter((page) => (page.path === "/" ? pathname === "/" : pathname.startsWith(page.path)) || (page.also !== undefined && pathname.startsWith(page.also)))
    .map((page) => page.path);
  const item = (page: Destination) => ({ key: page.path, label: <Link to={page.path}>{t(page.label)}</Link> });
  const own = offered.filter((page) => page.roles.length > 0);
  const open = offered.filter((page) => page.roles.length === 0);
  // Who has work here sees that; what everybody may read stands together at the end.
  const items = own.length > 2 ? [...own.map(item), { key: "open", label: t("nav.open"), children: open.map(item) }] : offered.map(item);
  return { items, selected };
}

/** Whether the entries of the menu have no room beside each other: then they stand in the drawer. */
function useCrowded() {
  const nav = useRef<HTMLElement>(null);
  const [crowded, setCrowded] = useState(false);
  useEffect(() => {
    const watched = nav.current;
    if (!watched) return;
    const look = () => setCrowded(watched.scrollWidth > watched.clientWidth);
    const seen = new ResizeObserver(look);
    seen.observe(watched);
    for (const inside of watched.children) seen.observe(inside);
    return () => seen.disconnect();
  }, []);
  return { nav, crowded };
}

export function Shell({ children }: { children: ReactNode }) {
  const { t, text, language, setLanguage } = useLanguage();
  const { session, space, signOut } = useSession();
  const navigate = useNavigate();
  const menu = useMenu();
  const [drawer, setDrawer] = useState(false);
  const { nav, crowded } = useCrowded();
  useEffect(keepFocus, []);

  return (
    <>
      <a className="skip" href="#content">{t("app.skip")}</a>
      {space?.kind === "training" && <Alert className="training" banner type="warning" showIcon={false} title={t("app.training")} />}
      <header className={crowded ? "shell-head is-crowded" : "shell-head"}>
        <Button className="shell-burger" type="text" icon={<MenuOutlined />} aria-label={t("app.menu")} onClick={() => setDrawer(true)} />
        <Link to="/" className="shell-name" aria-label="兑现 Enact">
          <img src="/favicon.svg" alt="" width={24} height={24} />
          <span>{t("app.name")}</span>
        </Link>
        <nav ref={nav} className="shell-nav" aria-label={t("app.menu")}>
          <Menu mode="horizontal" selectedKeys={menu.selected} items={menu.items} disabledOverflow />
        </nav>
        <div className="shell-right">
          <Button type="text" lang={language === "zh" ? "en" : "zh-CN"} onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
            {t("app.language")}
          </Button>
          {session ? (
            <>
              <Bell />
              <Link to="/account" className="shell-who" title={session.account.login}>
                {text(session.account.name)}
                {session.unit && <span className="muted"> · {text(session.unit.title)}</span>}
              </Link>
              <Button onClick={() => void signOut().then(() => navigate("/"))}>{t("session.signOut")}</Button>
            </>
          ) : (
            <Button onClick={() => navigate("/sign-in")}>{t("session.signIn")}</Button>
          )}
        </div>
      </header>
      <Drawer open={drawer} onClose={() => setDrawer(false)} placement="left" size={260} title={t("app.name")}>
        {session && <p className="shell-drawer-who"><Link to="/account" onClick={() => setDrawer(false)}>{text(session.account.name)}</Link>{session.unit && <span className="muted"> · {text(session.unit.title)}</span>}</p>}
        <Menu mode="inline" selectedKeys={menu.selected} items={menu.items} onClick={() => setDrawer(false)} />
      </Drawer>
      <main id="content" tabIndex={-1}>{children}</main>
    </>
  );
}
