import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentToasts, dismissToast, toast } from "../../components/ui/toast";
import { holdToast, shownToast } from "../../components/ui/toast-time";

const titles = () => currentToasts().map(({ title }) => title);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const { id } of currentToasts()) dismissToast(id);
  vi.useRealTimers();
});

it("shows the newest few, each for a limited time", () => {
  for (const name of ["one", "two", "three", "four", "five"]) toast.show(name);
  expect(titles()).toEqual(["two", "three", "four", "five"]);
  vi.advanceTimersByTime(60_000);
  expect(titles()).toEqual([]);
});

it("replaces an earlier toast about the same thing", () => {
  toast.show({ title: "First", about: "a" });
  toast.show({ title: "Other", about: "b" });
  toast.show({ title: "Second", about: "a" });
  expect(titles()).toEqual(["Other", "Second"]);
});

it("shows the newest in front, and each of the others for its full time afterwards", () => {
  toast.show("short");
  toast.show({ title: "long", action: { label: "Undo", onClick: () => undefined } });
  expect(shownToast()?.title).toBe("long");
  vi.advanceTimersByTime(9_000);
  expect(shownToast()?.title).toBe("long");
  vi.advanceTimersByTime(2_000);
  expect(titles()).toEqual(["short"]);
  vi.advanceTimersByTime(4_500);
  expect(titles()).toEqual(["short"]);
  vi.advanceTimersByTime(1_000);
  expect(titles()).toEqual([]);
});

it("stays in front while it is held, even when another one arrives", () => {
  const held = toast.show("held");
  holdToast(held);
  toast.show("later");
  vi.advanceTimersByTime(60_000);
  expect(titles()).toEqual(["held", "later"]);
  expect(shownToast()?.title).toBe("held");
  holdToast(null);
  expect(shownToast()?.title).toBe("later");
  dismissToast(held);
  vi.advanceTimersByTime(7_000);
  expect(titles()).toEqual([]);
});

it("stays longer with more text", () => {
  toast.error({ title: "Not sent", text: "word ".repeat(30) });
  vi.advanceTimersByTime(11_000);
  expect(titles()).toEqual(["Not sent"]);
  vi.advanceTimersByTime(4_000);
  expect(titles()).toEqual([]);
});
