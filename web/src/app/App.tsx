// The routes of the portal. Pages are loaded when they are opened.
import { App as AntApp, ConfigProvider, Result, Skeleton } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { Fragment, lazy, Suspense, type ReactNode } from "react";
import { Link, Navigate, Route, Routes, useLocation } from "react-router-dom";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { SignInAgain } from "../components/SignInAgain";
import { useLanguage } from "../i18n/language";
import { Shell } from "./Shell";
import { useSession } from "./session";
import { theme } from "./theme";

const DocumentPage = lazy(() => import("../pages/document/DocumentPage"));
const DecisionPage = lazy(() => import("../pages/decision/DecisionPage"));
const ProceduresPage = lazy(() => import("../pages/document/ProceduresPage"));
const SignInPage = lazy(() => import("../pages/SignInPage"));
const ExternalPage = lazy(() => import("../pages/ExternalPage"));
const AccountPage = lazy(() => import("../pages/AccountPage"));
const CheckPage = lazy(() => import("../pages/check/CheckPage"));
const GuidesPage = lazy(() => import("../pages/guides/GuidesPage"));
const GuidePage = lazy(() => import("../pages/guides/GuidePage"));
const NoticesPage = lazy(() => import("../pages/notices/NoticesPage"));
const NoticePage = lazy(() => import("../pages/notices/NoticePage"));
const CallsPage = lazy(() => import("../pages/selection/CallsPage"));
const CallPage = lazy(() => import("../pages/selection/CallPage"));
const StatusPage = lazy(() => import("../pages/StatusPage"));
const EnterprisePage = lazy(() => import("../pages/enterprise/EnterprisePage"));
const NotificationsPage = lazy(() => import("../pages/notifications/NotificationsPage"));
const SubjectsPage = lazy(() => import("../pages/subjects/SubjectsPage"));
const SubjectPage = lazy(() => import("../pages/subjects/SubjectPage"));
const IntakePage = lazy(() => import("../pages/intake/IntakePage"));
const InboxPage = lazy(() => import("../pages/cases/InboxPage"));
const OverduePage = lazy(() => import("../pages/cases/OverduePage"));
const CasesPage = lazy(() => import("../pages/cases/CasesPage"));
const CasePage = lazy(() => import("../pages/cases/CasePage"));
const RostersPage = lazy(() => import("../pages/rosters/RostersPage"));
const RosterPage = lazy(() => import("../pages/rosters/RosterPage"));
const SpotChecksPage = lazy(() => import("../pages/checks/SpotChecksPage"));
const TreasuryPage = lazy(() => import("../pages/treasury/TreasuryPage"));
const LeadAllocationsPage = lazy(() => import("../pages/treasury/LeadAllocationsPage"));
const BatchPage = lazy(() => import("../pages/treasury/BatchPage"));
const PrintCheckPage = lazy(() => import("../pages/print/PrintCheckPage"));
const PrintCasePage = lazy(() => import("../pages/print/PrintCasePage"));
const PrintOverviewPage = lazy(() => import("../pages/print/PrintOverviewPage"));
const OverviewPage = lazy(() => import("../pages/overview/OverviewPage"));
const LabPage = lazy(() => import("../pages/lab/LabPage"));
const AccountsPage = lazy(() => import("../pages/accounts/AccountsPage"));
const AccountDetailPage = lazy(() => import("../pages/accounts/AccountDetailPage"));
const SealsPage = lazy(() => import("../pages/accounts/SealsPage"));
const RetentionPage = lazy(() => import("../pages/accounts/RetentionPage"));
const PermissionsPage = lazy(() => import("../pages/accounts/PermissionsPage"));
const RegistrationsPage = lazy(() => import("../pages/accounts/RegistrationsPage"));
const SelfRegistrationPage = lazy(() => import("../pages/accounts/RegisterPage"));
const InvitationPage = lazy(() => import("../pages/accounts/InvitationPage"));
const SetPasswordPage = lazy(() => import("../pages/accounts/SetPasswordPage"));
const FirstAdministratorPage = lazy(() => import("../pages/accounts/FirstAdministratorPage"));
const RegistersPage = lazy(() => import("../pages/registers/RegistersPage"));
const RegisterPage = lazy(() => import("../pages/registers/RegisterPage"));
const NewEntryPage = lazy(() => import("../pages/registers/NewEntryPage"));
const EntryPage = lazy(() => import("../pages/registers/EntryPage"));
const AuditPage = lazy(() => import("../pages/audit/AuditPage"));

/** Pages of one's own: who is not signed in is asked to, and comes back here. */
function SignedIn({ children }: { children: ReactNode }) {
  const { session, loading } = useSession();
  const { pathname } = useLocation();
  if (loading) return <div className="page"><Skeleton active /></div>;
  return session ? <>{children}</> : <Navigate to={`/sign-in?next=${encodeURIComponent(pathname)}`} replace />;
}

function NotFound() {
  const { t } = useLanguage();
  return <Result status="404" title={t("app.notFound")} extra={<Link to="/">{t("app.backHome")}</Link>} />;
}

export function App() {
  const { language, t } = useLanguage();
  const { pathname } = useLocation();
  // A paper has no navigation around it.
  const Frame = pathname.startsWith("/print/") ? Fragment : Shell;
  return (
    <ConfigProvider theme={theme} locale={language === "zh" ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <AntApp>
        <Frame>
          <ErrorBoundary key={pathname} title={t("app.failed")} help={t("app.failedHelp")} again={t("app.reload")}>
            <Suspense fallback={<div className="page"><Skeleton active /></div>}>
              <Routes>
                <Route path="/" element={<DocumentPage />} />
                <Route path="/documents/:packageId" element={<DocumentPage />} />
                <Route path="/documents/:packageId/provisions/:provisionId" element={<DecisionPage />} />
                <Route path="/documents/:packageId/procedures" element={<ProceduresPage />} />
                <Route path="/sign-in" element={<SignInPage />} />
                <Route path="/sign-in/external" element={<ExternalPage />} />
                <Route path="/account" element={<SignedIn><AccountPage /></SignedIn>} />
                <Route path="/check" element={<CheckPage />} />
                <Route path="/guides" element={<GuidesPage />} />
                <Route path="/guides/:packageId/:provisionId" element={<GuidePage />} />
                <Route path="/notices" element={<NoticesPage />} />
                <Route path="/notices/:id" element={<NoticePage />} />
                <Route path="/calls" element={<CallsPage />} />
                <Route path="/calls/:id" element={<CallPage />} />
                <Route path="/status" element={<StatusPage />} />
                <Route path="/registers" element={<RegistersPage />} />
                <Route path="/registers/:policy/:register" element={<RegisterPage />} />
                <Route path="/registers/:policy/:register/new" element={<SignedIn><NewEntryPage /></SignedIn>} />
                <Route path="/entries/:id" element={<EntryPage />} />
                <Route path="/enterprise" element={<SignedIn><EnterprisePage /></SignedIn>} />
                <Route path="/notifications" element={<SignedIn><NotificationsPage /></SignedIn>} />
                <Route path="/subjects" element={<SignedIn><SubjectsPage /></SignedIn>} />
                <Route path="/subjects/:id" element={<SignedIn><SubjectPage /></SignedIn>} />
                <Route path="/intake" element={<SignedIn><IntakePage /></SignedIn>} />
                <Route path="/inbox" element={<SignedIn><InboxPage /></SignedIn>} />
                <Route path="/overdue" element={<SignedIn><OverduePage /></SignedIn>} />
                <Route path="/cases" element={<SignedIn><CasesPage /></SignedIn>} />
                <Route path="/cases/:id" element={<SignedIn><CasePage /></SignedIn>} />
                <Route path="/rosters" element={<SignedIn><RostersPage /></SignedIn>} />
                <Route path="/rosters/:id" element={<SignedIn><RosterPage /></SignedIn>} />
                <Route path="/spot-checks" element={<SignedIn><SpotChecksPage /></SignedIn>} />
                <Route path="/treasury" element={<SignedIn><TreasuryPage /></SignedIn>} />
                <Route path="/allocations" element={<SignedIn><LeadAllocationsPage /></SignedIn>} />
                <Route path="/treasury/batches/:id" element={<SignedIn><BatchPage /></SignedIn>} />
                <Route path="/overview" element={<SignedIn><OverviewPage /></SignedIn>} />
                <Route path="/print/overview/:policy/:year" element={<SignedIn><PrintOverviewPage /></SignedIn>} />
                <Route path="/lab" element={<SignedIn><LabPage /></SignedIn>} />
                <Route path="/print/check" element={<PrintCheckPage />} />
                <Route path="/print/cases/:id" element={<SignedIn><PrintCasePage /></SignedIn>} />
                <Route path="/audit" element={<SignedIn><AuditPage /></SignedIn>} />
                <Route path="/accounts" element={<SignedIn><AccountsPage /></SignedIn>} />
                <Route path="/accounts/:id" element={<SignedIn><AccountDetailPage /></SignedIn>} />
                <Route path="/seals" element={<SignedIn><SealsPage /></SignedIn>} />
                <Route path="/retention" element={<SignedIn><RetentionPage /></SignedIn>} />
                <Route path="/permissions" element={<SignedIn><PermissionsPage /></SignedIn>} />
                <Route path="/registrations" element={<SignedIn><RegistrationsPage /></SignedIn>} />
                <Route path="/register" element={<SelfRegistrationPage />} />
                <Route path="/invitation" element={<InvitationPage />} />
                <Route path="/set-password" element={<SetPasswordPage />} />
                <Route path="/first-administrator" element={<FirstAdministratorPage />} />
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </ErrorBoundary>
          <SignInAgain />
        </Frame>
      </AntApp>
    </ConfigProvider>
  );
}
