// The routes of the portal. Pages are loaded when they are opened.
import { App as AntApp, ConfigProvider, Result, Skeleton } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { lazy, Suspense } from "react";
import { Link, Route, Routes } from "react-router-dom";
import { useLanguage } from "../i18n/language";
import { Shell } from "./Shell";
import { theme } from "./theme";

const DocumentPage = lazy(() => import("../pages/document/DocumentPage"));
const SignInPage = lazy(() => import("../pages/SignInPage"));

function NotFound() {
  const { t } = useLanguage();
  return <Result status="404" title={t("app.notFound")} extra={<Link to="/">{t("app.backHome")}</Link>} />;
}

export function App() {
  const { language } = useLanguage();
  return (
    <ConfigProvider theme={theme} locale={language === "zh" ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <AntApp>
        <Shell>
          <Suspense fallback={<div className="page"><Skeleton active /></div>}>
            <Routes>
              <Route path="/" element={<DocumentPage />} />
              <Route path="/documents/:packageId" element={<DocumentPage />} />
              <Route path="/sign-in" element={<SignInPage />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Shell>
      </AntApp>
    </ConfigProvider>
  );
}
