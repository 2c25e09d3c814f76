// Tabs open, close and die, the network drops and loses answers, and the disk fills up. Every kept message is stored
// once, in the order of writing.
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { emptied, offline, untilTold, write } from "../../helpers/outbox";
import { FakeBrowser, FakeServer, type Tab } from "../../helpers/tabs";

type Step =
  | { do: "open" }
  | { do: "write"; tab: number; place: number }
  | { do: "close" | "kill" | "wake" | "reload"; tab: number }
  | { do: "network"; works: "always" | "never" | "loses answers" };

const tab = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Step>({ do: "open" }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("write" as const), tab, place: fc.nat(2) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("close", "kill", "wake", "reload"), tab }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("network" as const),
      works: fc.constantFrom("always", "never", "loses answers"),
    }),
  },
);
const places = [{ conversationId: "a" }, { conversationId: "b" }, { listingId: "bicycle" }] as const;
const conversations = ["a", "b", "opened-by-bicycle"];

async function play(steps: readonly Step[]) {
  const browser = new FakeBrowser();
  const server = new FakeServer();
  let works: "always" | "never" | "loses answers" = "always";
  let tabs: Tab[] = [];
  const written: { text: string; place: number }[] = [];
  const open = async () => {
    const opened = browser.tab(async (entry, signal) => {
      if (works === "never") return offline();
      const answer = await server.send(entry, signal);
      return works === "always" ? answer : offline();
    });
    tabs.push(opened);
    await opened.outbox.start();
    return opened;
  };
  const leave = (gone: Tab) => {
    tabs = tabs.filter((each) => each !== gone);
  };
  for (const each of steps) {
    const chosen = "tab" in each ? tabs[each.tab % Math.max(1, tabs.length)] : undefined;
    if (each.do === "open" && tabs.length < 4) await open();
    else if (each.do === "network") works = each.works;
    else if (each.do === "write") {
      const from = chosen ?? (await open());
      const text = `${written.length}`;
      await from.outbox.add(write(text, places[each.place]));
      expect(from.outbox.storage()).toBe("kept");
      written.push({ text, place: each.place });
    } else if (chosen && each.do === "wake") chosen.outbox.wake();
    else if (chosen && each.do === "kill") {
      chosen.kill();
      leave(chosen);
    } else if (chosen && (each.do === "close" || each.do === "reload")) {
      await chosen.outbox.close();
      leave(chosen);
      if (each.do === "reload") await open();
    }
  }
  works = "always";
  await open();
  for (const each of tabs) each.outbox.wake();
  await Promise.all(tabs.map(emptied));
  await Promise.all(tabs.map((each) => each.outbox.close()));
  return { server, written };
}

describe("tabs that come and go", () => {
  it("send everything once and in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const { server, written } = await play(steps);
        for (const [place, conversationId] of conversations.entries()) {
          const texts = written.filter((each) => each.place === place).map(({ text }) => text);
          expect(server.texts(conversationId)).toEqual(texts);
        }
        expect(server.rows.size).toBe(written.length);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("send messages that a full disk left in memory in the order of each tab", async () => {
    const browser = new FakeBrowser();
    const server = new FakeServer();
    server.refuse = offline;
    const one = browser.tab(server.send);
    const two = browser.tab(server.send);
    for (const { outbox } of [one, two]) await outbox.start();
    const isFull = fc.sample(fc.boolean(), { numRuns: 60, seed: 7 });
    for (const [index, full] of isFull.entries()) {
      if (full)
        vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
          throw new DOMException("no room", "QuotaExceededError");
        });
      await (index % 2 ? one : two).outbox.add(write(`${index % 2 ? "one" : "two"} ${index}`));
      vi.restoreAllMocks();
    }
    server.refuse = () => undefined;
    for (const each of [one, two]) each.outbox.wake();
    await Promise.all([one, two].map((each) => untilTold(each, () => each.outbox.state().length === 0)));
    const texts = server.texts("a");
    expect(texts).toHaveLength(isFull.length);
    for (const name of ["one", "two"]) {
      const numbers = texts
        .filter((text) => text?.startsWith(name))
        .map((text) => Number(text?.split(" ")[1]));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    await Promise.all([one, two].map(({ outbox }) => outbox.close()));
  });
});
