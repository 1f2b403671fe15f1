// Starts the service on a fresh training space for the journeys, and stops it after them.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

export default async function start(): Promise<() => Promise<void>> {
  const { url, stop } = await serve(readdirSync(join(root, "policies")).filter((name) => existsSync(join(root, "policies", name, "policy.md"))));
  process.env.ENACT_URL = url;
  return stop;
}

/** A service of these policies, on a training space of its own. */
export async function serve(names: string[]): Promise<{ url: string; data: string; stop: () => Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), "enact-e2e-"));
  const policies = names.map((name) => join(root, "policies", name));
  const child = spawn(
    process.env.ENACT_BIN ?? join(root, "build/bin/enact"),
    ["serve", "--training", "--data", data, "--web", process.env.ENACT_WEB ?? join(root, "web/dist"), "--port", "0", "--samples", "300", "--check-answers", "--head-seconds", "1", "--packages", ...policies],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const url = await new Promise<string>((found, failed) => {
    let printed = "";
    child.stdout.on("data", (bytes: Buffer) => {
      printed += bytes.toString();
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (match) found(match[0]);
    });
    child.on("exit", (code) => failed(new Error(`the service stopped with code ${code}:\n${printed}`)));
  });
  const stop = async () => {
    child.removeAllListeners("exit");
    // A service that died already would never say so again, and Playwright would end without a word.
    if (child.exitCode === null && child.signalCode === null) {
      const stopped = new Promise((done) => child.on("exit", done));
      child.kill("SIGTERM");
      await stopped;
    }
    rmSync(data, { recursive: true, force: true });
  };
  return { url, data, stop };
}
