import { defineConfig } from "@playwright/test";

// Runs against the built service and portal, with Debian's Chromium without a window (three quarters of the work of
// the whole browser). Journeys share one training space, so they run one after another.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  // What hangs is told by the step that waits for it; a whole journey is not to fail for the pace of a machine.
  timeout: 900_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  globalSetup: "./e2e/service.ts",
  use: {
    baseURL: process.env.ENACT_URL,
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    // The service counts legal days here; a browser elsewhere would offer another day as today.
    timezoneId: "Asia/Shanghai",
    trace: { mode: process.env.ENACT_PICTURES === "1" ? "retain-on-failure" : "off", screenshots: false, snapshots: true, sources: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update",
      ],
    },
  },
});
