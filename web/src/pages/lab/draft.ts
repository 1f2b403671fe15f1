// The files of a package folder as one zip file, as the service takes it.
import { zip } from "fflate";

/** What the service unpacks at most, in all. */
export const largestPackage = 16 * 1024 * 1024;

export interface Picked { path: string; file: Blob }

/** Hidden files, and what systems put beside files, are no part of a package. */
export function isPart(path: string): boolean {
  return path.split("/").every((name) => !name.startsWith(".") && name !== "__MACOSX");
}

/** Null: there is more than the service takes. */
export async function packed(picked: Picked[]): Promise<Blob | null> {
  const parts = picked.filter((one) => isPart(one.path));
  if (parts.reduce((sum, one) => sum + one.file.size, 0) > largestPackage) return null;
  const files: Record<string, Uint8Array> = {};
  for (const one of parts) files[one.path] = new Uint8Array(await one.file.arrayBuffer());
  const bytes = await new Promise<Uint8Array<ArrayBuffer>>((done, fail) => zip(files, (error, data) => (error ? fail(error) : done(data as Uint8Array<ArrayBuffer>))));
  return new Blob([bytes], { type: "application/zip" });
}

/** "town-1/policy.md" is of the folder "town-1"; a zip file is named for what it holds. */
export function nameOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : path.replace(/\.zip$/i, "");
}
