import { expect, it } from "vitest";
import { badgedIcon, withCount } from "../../components/shell/tab-badge";

it("puts the count before a title once, and removes it again", () => {
  expect(withCount("Inbox · Parley", 3)).toBe("(3) Inbox · Parley");
  expect(withCount("(3) Inbox · Parley", 12)).toBe("(12) Inbox · Parley");
  expect(withCount("(12) Inbox · Parley", 1_000)).toBe("(99+) Inbox · Parley");
  expect(withCount("(99+) Inbox · Parley", 0)).toBe("Inbox · Parley");
});

it("leaves numbers of the title itself alone", () => {
  expect(withCount("(Almost) new sofa", 0)).toBe("(Almost) new sofa");
});

it("draws no more than fits on the icon", () => {
  expect(badgedIcon(7)).toContain(">7</text>");
  expect(badgedIcon(10)).toContain(">9+</text>");
});
