// What stands around a paper on the screen, and not on paper: back, print.
import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";
import { useLanguage } from "../../i18n/language";
import "./print.css";

export function PrintFrame({ back, children }: { back: string; children: ReactNode }) {
  const { t, language, setLanguage } = useLanguage();
  const navigate = useNavigate();
  return (
    <div className="paper-desk">
      <div className="paper-tools no-print">
        <Button onClick={() => navigate(back)}>{t("print.back")}</Button>
        <Button type="text" lang={language === "zh" ? "en" : "zh-CN"} onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>{t("app.language")}</Button>
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>{t("app.print")}</Button>
      </div>
      <main id="content" className="paper">{children}</main>
    </div>
  );
}
