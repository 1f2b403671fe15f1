import { expect, test } from "vitest";
import type { RegisterField } from "../../api/types";
import { changed, lineFaults, readAll, readTyped, typedOf, typedValues } from "./fields";

const field = (id: string, type: RegisterField["type"], more: Partial<RegisterField> = {}): RegisterField => ({
  id, type, title: { zh: id, en: id }, help: { zh: "", en: "" }, codes: null, entry: null, in: [], same_owner: false, required: false, computed: false, public: true,
  search: false, sum: false, unit: null, min: null, max: null, matches: null, at: [], measure: null, columns: [], ...more,
});
const value = field("value", "number", { unit: "元" });
const begins = field("begins", "date and time");

test("amounts, days and moments are read as they are typed", () => {
  expect(readTyped(value, "300万")).toBe(3000000);
  expect(readTyped(value, "1,234.56")).toBe(1234.56);
  expect(readTyped(value, "many")).toBeUndefined();
  expect(readTyped(begins, "2026-12-01T09:00")).toBe("2026-12-01T09:00:00");
  expect(readTyped(field("day", "date"), "2026-12")).toBeUndefined();
  expect(readTyped(field("yes", "boolean"), "false")).toBe(false);
  expect(readTyped(value, " ")).toBeNull();
});

test("what was emptied is given as nothing, what was never there is left out", () => {
  const fields = [value, begins];
  expect(readAll(fields, { value: "", begins: "" }, { value: 5 })).toEqual({ values: { value: null }, wrong: [] });
  expect(readAll(fields, { value: "x", begins: "" }).wrong).toEqual([value]);
});

test("what the service answers is typed again", () => {
  expect(typedValues([value, begins], { value: 10.5, begins: "2026-12-01T09:00:00" })).toEqual({ value: "10.5", begins: "2026-12-01T09:00" });
});

test("versions differ in the fields that changed, and computed ones are no change", () => {
  const computed = field("left", "number", { computed: true });
  expect(changed([value, begins, computed], { value: 1, left: 2 }, { value: 1, begins: "2026-12-01T09:00:00", left: 3 })).toEqual([begins]);
});

const lines = field("lines", "lines", {
  columns: [field("name", "string", { required: true }), field("count", "number"), field("product", "number", { computed: true })],
});

test("lines are read row by row; empty rows are left out, and what is computed is not sent back", () => {
  const typed = typedOf(lines, [{ name: "a", count: 2, product: 4 }]);
  expect(JSON.parse(typed!)).toEqual([{ name: "a", count: "2" }]);
  expect(readTyped(lines, typed)).toEqual([{ name: "a", count: 2 }]);
  expect(readTyped(lines, JSON.stringify([{}, { name: "b" }, { name: " " }]))).toEqual([{ name: "b" }]);
  expect(readTyped(lines, "[]")).toBeNull();
});

test("what is wrong in lines is said with its row and column", () => {
  const typed = JSON.stringify([{ name: "a", count: "many" }, { count: "3" }]);
  expect(readTyped(lines, typed)).toBeUndefined();
  expect(lineFaults(lines, typed).map(({ row, column, empty }) => [row, column.id, empty])).toEqual([[1, "count", false], [2, "name", true]]);
});

test("lines are changed when what is entered is", () => {
  expect(changed([lines], { lines: [{ name: "a", product: 1 }] }, { lines: [{ name: "a", product: 2 }] })).toEqual([]);
  expect(changed([lines], { lines: [{ name: "a" }] }, { lines: [{ name: "b" }] })).toEqual([lines]);
});
