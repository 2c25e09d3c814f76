// The outbox of one tab on its database.
import { describe, expect, it, vi } from "vitest";
import { limits } from "../../../lib/contract/limits";
import { emptied, failed, offline, outboxScene, textsOf, untilTold, write } from "../../helpers/outbox";
import type { Tab } from "../../helpers/tabs";

const scene = outboxScene();

describe("one tab", () => {
  it("stores a message before it is sent, and shows it even earlier", async () => {
    const keptWhenSent: number[] = [];
    const tab = await scene.openTab({}, async (entry, signal) => {
      const reader = scene.browser.tab(async () => offline());
      await reader.outbox.start();
      keptWhenSent.push(reader.outbox.state().length);
      await reader.outbox.close();
      return scene.server.send(entry, signal);
    });
    const adding = tab.outbox.add(write("Hello"));
    expect(textsOf(tab)).toEqual(["Hello"]);
    expect(scene.server.tries).toEqual([]);
    await adding;
    await emptied(tab);
    expect(keptWhenSent).toEqual([1]);
    expect(scene.server.texts("a")).toEqual(["Hello"]);
    expect(tab.stored.map(({ message }) => message.text)).toEqual(["Hello"]);
  });

  it("shows the stored message before the entry is removed", async () => {
    let wasThere: boolean | undefined;
    const onStored = () => {
      wasThere = tab.outbox.state().length === 1;
    };
    const tab: Tab = await scene.openTab({ onStored });
    await tab.outbox.add(write("Hello"));
    await emptied(tab);
    expect(wasThere).toBe(true);
  });

  it("sends 200 messages of a conversation in the order of writing", async () => {
    const tab = await scene.openTab();
    const written = Array.from({ length: 200 }, (_, index) => `${index}`);
    await Promise.all(written.map((text) => tab.outbox.add(write(text))));
    await emptied(tab);
    expect(scene.server.texts("a")).toEqual(written);
    expect(scene.server.tries).toHaveLength(200);
  });

  it("sends nothing while it is stopped, and everything after it is started again", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    await tab.outbox.add(write("Hello"));
    await untilTold(tab, () => tab.outbox.state()[0]?.attempts === 1);
    await untilTold(tab, () => tab.outbox.state()[0]?.state === "QUEUED");
    scene.server.refuse = () => undefined;
    tab.outbox.stop();
    const tries = scene.server.tries.length;
    tab.outbox.wake();
    await tab.outbox.add(write("Still there?"));
    expect(tab.outbox.state().map(({ state }) => state)).toEqual(["QUEUED", "QUEUED"]);
    expect(scene.server.tries).toHaveLength(tries);
    await tab.outbox.start();
    tab.outbox.wake();
    await emptied(tab);
    expect(scene.server.texts("a")).toEqual(["Hello", "Still there?"]);
  });

  it("hands its messages over to another tab when it is stopped", async () => {
    scene.server.refuse = offline;
    const [first, second] = [await scene.openTab(), await scene.openTab()];
    await second.outbox.add(write("Hello"));
    await second.outbox.close();
    await untilTold(first, () => first.outbox.state()[0]?.attempts === 1);
    await untilTold(first, () => first.outbox.state()[0]?.state === "QUEUED");
    first.outbox.stop();
    scene.server.refuse = () => undefined;
    const third = await scene.openTab();
    third.outbox.wake();
    await emptied(third);
    expect(scene.server.texts("a")).toEqual(["Hello"]);
  });

  it("keeps its messages over a reload, and sends them when it can", async () => {
    scene.server.refuse = offline;
    const before = await scene.openTab();
    for (const text of ["one", "two", "three"]) await before.outbox.add(write(text));
    before.outbox.setDraft("a", "fou");
    await before.outbox.close();
    scene.server.refuse = () => undefined;
    const after = await scene.openTab();
    expect(after.outbox.drafts().get("a")).toBe("fou");
    await emptied(after);
    expect(scene.server.texts("a")).toEqual(["one", "two", "three"]);
  });

  it("resends messages whose send was interrupted", async () => {
    scene.server.refuse = () => new Promise(() => {});
    const before = await scene.openTab();
    await before.outbox.add(write("one"));
    await untilTold(before, () => before.outbox.state()[0]?.state === "SENDING");
    before.kill();
    scene.server.refuse = () => undefined;
    const after = await scene.openTab();
    await emptied(after);
    expect(scene.server.texts("a")).toEqual(["one"]);
  });

  it("retries with the same message after a lost answer", async () => {
    let count = 0;
    const tab = await scene.openTab({ now: () => 0 }, async (entry, signal) => {
      const answer = await scene.server.send(entry, signal);
      return ++count === 1 ? offline() : answer;
    });
    await tab.outbox.add(write("one"));
    await untilTold(
      tab,
      () => tab.outbox.state()[0]?.attempts === 1 && tab.outbox.state()[0]?.state === "QUEUED",
    );
    tab.outbox.wake();
    await emptied(tab);
    expect(scene.server.tries).toHaveLength(2);
    expect(scene.server.texts("a")).toEqual(["one"]);
  });

  it("sets refused messages aside, sends the rest, and retries on request", async () => {
    const bad = write("bad");
    scene.server.refuse = ({ id }) => (id === bad.id ? failed("blocked") : undefined);
    const tab = await scene.openTab();
    await Promise.all([tab.outbox.add(bad), tab.outbox.add(write("good"))]);
    await untilTold(tab, () => tab.outbox.state().length === 1 && tab.outbox.state()[0]?.state === "FAILED");
    expect(scene.server.texts("a")).toEqual(["good"]);
    expect(tab.outbox.state()[0]?.failure?.code).toBe("blocked");
    scene.server.refuse = () => undefined;
    tab.outbox.retry(bad.id);
    await emptied(tab);
    expect(scene.server.texts("a")).toEqual(["good", "bad"]);
  });

  it("forgets discarded messages, also on the next page", async () => {
    scene.server.refuse = () => failed("blocked");
    const tab = await scene.openTab();
    const bad = write("bad");
    await tab.outbox.add(bad);
    await untilTold(tab, () => tab.outbox.state()[0]?.state === "FAILED");
    tab.outbox.discard(bad.id);
    await emptied(tab);
    await tab.outbox.close();
    expect(textsOf(await scene.openTab())).toEqual([]);
  });

  it("forgets a message that is discarded while it is being stored", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    const entry = write("never mind");
    const adding = tab.outbox.add(entry);
    tab.outbox.discard(entry.id);
    await adding;
    await tab.outbox.close();
    expect(textsOf(await scene.openTab())).toEqual([]);
  });

  it("holds a message for the requested time, also over a reload, and takes it back unsent", async () => {
    let nowMs = 1_000;
    const now = () => nowMs;
    const tab = await scene.openTab({ now });
    const held = { ...write("Forwarded"), forwardOf: "source", heldUntilMs: 9_000 };
    await tab.outbox.add(held);
    await tab.outbox.add(write("Elsewhere", { conversationId: "b" }));
    await untilTold(tab, () => textsOf(tab).length === 1);
    await tab.outbox.close();
    const next = await scene.openTab({ now });
    expect(next.outbox.state()).toMatchObject([{ text: "Forwarded", forwardOf: "source", state: "QUEUED" }]);
    expect(await next.outbox.withdraw(held.id)).toBe(true);
    expect(textsOf(next)).toEqual([]);
    nowMs = 10_000;
    next.outbox.wake();
    await next.outbox.add(write("Later"));
    await emptied(next);
    expect(scene.server.texts("a")).toEqual(["Later"]);
  });

  it("reports that a message being sent cannot be taken back", async () => {
    let begin = () => {};
    const begun = new Promise<void>((done) => {
      begin = done;
    });
    let answer = () => {};
    const answered = new Promise<void>((done) => {
      answer = done;
    });
    const tab = await scene.openTab({}, async (entry, signal) => {
      begin();
      await answered;
      return scene.server.send(entry, signal);
    });
    const message = write("Hello");
    await tab.outbox.add(message);
    await begun;
    const withdrawn = tab.outbox.withdraw(message.id);
    answer();
    expect(await withdrawn).toBe(false);
    expect(scene.server.texts("a")).toEqual(["Hello"]);
    expect(await tab.outbox.withdraw("unknown")).toBe(false);
  });

  it("opens a conversation with the first message and sends the rest there", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    const target = { listingId: "bicycle" };
    for (const text of ["one", "two", "three"]) await tab.outbox.add(write(text, target));
    scene.server.refuse = () => undefined;
    tab.outbox.wake();
    await emptied(tab);
    expect(scene.server.texts("opened-by-bicycle")).toEqual(["one", "two", "three"]);
    const [first, ...rest] = tab.stored;
    expect(first?.message.conversationId).toBe("opened-by-bicycle");
    expect(rest).toHaveLength(2);
  });

  it("knows the new conversation of the remaining messages after a reload", async () => {
    const target = { listingId: "bicycle" };
    const sentTo: (string | null)[] = [];
    const first = write("one", target);
    scene.server.refuse = (entry) => {
      sentTo.push(entry.conversationId);
      return entry.id === first.id ? undefined : offline();
    };
    const before = await scene.openTab();
    await before.outbox.add(first);
    await before.outbox.add(write("two", target));
    await untilTold(
      before,
      () => before.outbox.state().length === 1 && before.outbox.state()[0]?.attempts === 1,
    );
    await before.outbox.close();
    scene.server.refuse = (entry) => void sentTo.push(entry.conversationId);
    await emptied(await scene.openTab());
    expect(sentTo.at(0)).toBeNull();
    expect(sentTo.at(-1)).toBe("opened-by-bicycle");
  });

  it("deletes the draft of the sent message, and no other, in the same transaction", async () => {
    scene.server.refuse = offline;
    const first = await scene.openTab();
    first.outbox.setDraft("a", "Hello ");
    first.outbox.setDraft("b", "Something else");
    await first.outbox.close();
    const second = await scene.openTab();
    await second.outbox.add(write("Hello"));
    await second.outbox.add(write("A quick reply", { conversationId: "b" }));
    expect([...second.outbox.drafts()]).toEqual([["b", "Something else"]]);
    second.kill();
    const third = await scene.openTab();
    expect(textsOf(third)).toEqual(["Hello", "A quick reply"]);
    expect([...third.outbox.drafts()]).toEqual([["b", "Something else"]]);
  });

  it("refuses messages above its limit", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    await Promise.all(
      Array.from({ length: limits.outboxEntries }, (_, index) => tab.outbox.add(write(`${index}`))),
    );
    await expect(tab.outbox.add(write("one more"))).rejects.toMatchObject({ code: "unavailable" });
    expect(tab.outbox.state()).toHaveLength(limits.outboxEntries);
  });

  it("accepts the same message once", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    const entry = write("once");
    await Promise.all([tab.outbox.add(entry), tab.outbox.add(entry)]);
    expect(tab.outbox.state()).toHaveLength(1);
  });

  it("returns the same array while nothing has changed", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    await tab.outbox.add(write("one"));
    expect(tab.outbox.state()).toBe(tab.outbox.state());
    expect(tab.outbox.drafts()).toBe(tab.outbox.drafts());
  });

  it("aborts an unanswered attempt", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      scene.server.refuse = () => new Promise(() => {});
      const tab = await scene.openTab();
      await tab.outbox.add(write("one"));
      await untilTold(tab, () => tab.outbox.state()[0]?.state === "SENDING");
      await vi.advanceTimersByTimeAsync(limits.outboxSendTimeoutMs);
      await untilTold(tab, () => tab.outbox.state()[0]?.state === "QUEUED");
    } finally {
      vi.useRealTimers();
    }
  });
});
