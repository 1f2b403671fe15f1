import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { eventNames, streamNames } from "./event-names";

const root = new URL("../../../../src/", import.meta.url);
const read = (ending: string) => readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(ending) && !name.endsWith("_test.cpp") && !name.includes("test_"))
  .map((name) => readFileSync(new URL(name, root), "utf8"))
  .join("\n");
const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))].sort();

it("names every kind of event that the service records", () => {
  // Codes of refusals look alike; none begins with what an event is of, but for those of reading a record and a log's key.
  const kinds = found(read(".cpp"), /"((?:account|allocation|announcement|case|check|clock|draft|entry|erasure|hold|intake\.taken|invitation|log|membership|record|registration|retention|roster|scenario|subject|treasury|unit)\.[a-z_-]+)"/g)
    .filter((kind) => kind !== "record.broken" && kind !== "log.key");
  // Those of a call are put together from the names of what can become of it.
  const calls = readFileSync(new URL("selection/call_names.cpp", root), "utf8").split("stages{")[0]!;
  const all = [...kinds, ...[...calls.matchAll(/Name\{"(\w+)"/g)].map((match) => `call.${match[1]!}`)];
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((kind) => !(kind in eventNames))).toEqual([]);
});

it("names everything that events are of", () => {
  const streams = found(read(".cpp") + read(".hpp"), /(?:stream_type|stream) = "([a-z_]+)"/g).filter((stream) => !["counter", "note", "test"].includes(stream));
  expect(streams.length).toBeGreaterThan(20);
  expect(streams.filter((stream) => !(stream in streamNames))).toEqual([]);
});
