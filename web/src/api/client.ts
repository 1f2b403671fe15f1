// The one way to the service: JSON in and out, problem details as errors, the session's CSRF token and an
// idempotency key on every change.
import { currentLanguage } from "../i18n/language";
import type { Problem } from "./types";

const base = "/api/v1";
let csrfToken = "";

export function setCsrfToken(token: string): void {
  csrfToken = token;
}

let onSessionLost = () => {};

/** Who wants to know that the service no longer knows the session. */
export function whenSessionIsLost(tell: () => void): void {
  onSessionLost = tell;
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface RequestOptions {
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Bytes to upload instead of JSON. */
  file?: Blob;
  /** The same key for a repeated attempt at the same change makes it one change. */
  idempotencyKey?: string;
}

export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": currentLanguage() };
  if (method !== "GET") {
    headers["X-CSRF-Token"] = csrfToken;
    headers["Idempotency-Key"] = options.idempotencyKey ?? crypto.randomUUID();
  }
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.file) headers["Content-Type"] = options.file.type || "application/octet-stream";
  let response: Response;
  try {
    response = await fetch(base + path + queryString(options.query), {
      method,
      headers,
      body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      credentials: "same-origin",
    });
  } catch {
    throw new ApiError(unreachable());
  }
  if (response.status === 401 && path !== "/session") onSessionLost();
  if (!response.ok) throw new ApiError(await problemOf(response));
  return response;
}

function queryString(query: RequestOptions["query"]): string {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  if (entries.length === 0) return "";
  return "?" + new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Partial<Problem>;
    if (problem.title) return { detail: "", code: "", ...problem, title: problem.title, status: response.status };
  } catch {
    // Not problem details: an intermediary answered. Fall through to the plain status.
  }
  return { title: `HTTP ${response.status}`, status: response.status, code: "http", detail: response.statusText };
}

function unreachable(): Problem {
  const zh = currentLanguage() === "zh";
  return {
    title: zh ? "连接不上服务" : "The service cannot be reached",
    detail: zh ? "请检查网络后重试；已填写的内容仍保留在本页。" : "Check the network and try again; what you entered is still on this page.",
    status: 0,
    code: "unreachable",
  };
}

/** Gets a file in the portal's language and hands it to the browser to keep. */
export async function download(path: string, query?: RequestOptions["query"]): Promise<void> {
  const response = await send("GET", path, query ? { query } : {});
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "file";
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = named;
  link.click();
  URL.revokeObjectURL(url);
}

/** A link to a file that the service sends as it is (CSV, evidence). */
export function fileUrl(path: string): string {
  return base + path;
}
