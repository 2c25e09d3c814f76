import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentToasts, dismissToast, holdToasts, toast } from "../../components/ui/toast";

const titles = () => currentToasts().map(({ title }) => title);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const { id } of currentToasts()) dismissToast(id);
  vi.useRealTimers();
});

it("shows few at a time, the newest of them, and each for a while", () => {
  for (const name of ["one", "two", "three", "four", "five"]) toast.show(name);
  expect(titles()).toEqual(["two", "three", "four", "five"]);
  vi.advanceTimersByTime(60_000);
  expect(titles()).toEqual([]);
});

it("puts what is told later about the same in the place of what was told before", () => {
  toast.show({ title: "First", about: "a" });
  toast.show({ title: "Other", about: "b" });
  toast.show({ title: "Second", about: "a" });
  expect(titles()).toEqual(["Other", "Second"]);
});

it("stays while somebody points at it, and what can be acted upon stays longer", () => {
  toast.show("short");
  toast.show({ title: "long", action: { label: "Undo", onClick: () => undefined } });
  holdToasts(true);
  vi.advanceTimersByTime(60_000);
  expect(titles()).toEqual(["short", "long"]);
  holdToasts(false);
  vi.advanceTimersByTime(7_000);
  expect(titles()).toEqual(["long"]);
});
