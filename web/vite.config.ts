import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// In development the portal is served by Vite and talks to a service on this machine; in production the
// service itself serves the built files.
export default defineConfig({
  plugins: [react()],
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:8080" } },
  build: { target: "es2022", chunkSizeWarningLimit: 1200 },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
