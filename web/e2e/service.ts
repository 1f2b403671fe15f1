// Starts the service on a fresh training space for the journeys, and stops it after them.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
export const program = process.env.ENACT_BIN ?? join(root, "build/bin/enact");

export default async function start(): Promise<() => Promise<void>> {
  const { url, stop } = await serve(everyPolicy());
  process.env.ENACT_URL = url;
  return stop;
}

export const everyPolicy = () => readdirSync(join(root, "policies")).filter((name) => existsSync(join(root, "policies", name, "policy.md")));

export interface Running { url: string; stop: () => Promise<void> }
export interface Service extends Running { data: string }

/** A service of these policies, on a training space of its own. Who starts it stops it; own.ts does for a journey. */
export async function serve(names: string[], port = 0, options: string[] = []): Promise<Service> {
  const data = mkdtempSync(join(tmpdir(), "enact-e2e-"));
  const remove = () => rmSync(data, { recursive: true, force: true });
  const { url, stop } = await run(program, [
    "serve", "--training", "--data", data, "--web", process.env.ENACT_WEB ?? join(root, "web/dist"), "--port", String(port), "--samples", "300",
    "--check-answers", "--head-seconds", "1", ...options, "--packages", ...names.map((name) => join(root, "policies", name)),
  ]).catch((fault: unknown) => { remove(); throw fault; });
  return { url, data, stop: () => stop().finally(remove) };
}

/** Starts a program and waits for its address, which it prints. */
export async function run(command: string, args: string[]): Promise<Running> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((found, failed) => {
    let printed = "";
    child.stdout.on("data", (bytes: Buffer) => {
      printed += bytes.toString();
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (match) found(match[0]);
    });
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`${command} stopped with code ${code}:\n${printed}`)));
  });
  const stop = async () => {
    child.removeAllListeners("exit");
    // One that died already would never say so again, and Playwright would end without a word.
    if (child.exitCode === null && child.signalCode === null) {
      const stopped = new Promise((done) => child.on("exit", done));
      child.kill("SIGTERM");
      await stopped;
    }
  };
  return { url, stop };
}
