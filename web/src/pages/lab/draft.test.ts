import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { isPart, largestPackage, nameOf, packed } from "./draft";

test("a folder becomes one zip file, without what systems put beside it", async () => {
  const picked = [
    { path: "镇一/policy.md", file: new Blob(["正文"]) },
    { path: "镇一/parameters/a.yaml", file: new Blob(["a: 1\n"]) },
    { path: "镇一/.git/config", file: new Blob(["x"]) },
    { path: "__MACOSX/镇一/policy.md", file: new Blob(["x"]) },
  ];
  const zip = await packed(picked);
  const files = unzipSync(new Uint8Array(await zip!.arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual(["镇一/parameters/a.yaml", "镇一/policy.md"]);
  expect(new TextDecoder().decode(files["镇一/policy.md"])).toBe("正文");
});

test("more than the service takes is not packed", async () => {
  expect(await packed([{ path: "a/b", file: new Blob([new Uint8Array(largestPackage + 1)]) }])).toBeNull();
});

test("names", () => {
  expect(isPart("a/.DS_Store")).toBe(false);
  expect(nameOf("town-1/policy.md")).toBe("town-1");
  expect(nameOf("town-1.ZIP")).toBe("town-1");
});
