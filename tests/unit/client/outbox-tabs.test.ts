// The outbox in several tabs of one browser, and in a browser without storage.
import { describe, expect, it, vi } from "vitest";
import { databaseName } from "../../../lib/client/storage/database";
import { limits } from "../../../lib/contract/limits";
import { emptied, failed, offline, outboxScene, textsOf, untilTold, write } from "../../helpers/outbox";

const scene = outboxScene();

describe("several tabs", () => {
  it("see the same queue, and one of them sends", async () => {
    scene.server.refuse = offline;
    const [one, two] = [await scene.openTab(), await scene.openTab()];
    await one.outbox.add(write("from one"));
    await two.outbox.add(write("from two"));
    await untilTold(one, () => textsOf(one).length === 2);
    await untilTold(two, () => textsOf(two).length === 2);
    expect(textsOf(one)).toEqual(textsOf(two));
    scene.server.tries.length = 0;
    scene.server.refuse = () => undefined;
    two.outbox.wake();
    await Promise.all([emptied(one), emptied(two)]);
    expect(scene.server.tries).toHaveLength(2);
    expect(scene.server.texts("a")).toEqual(["from one", "from two"]);
    for (const tab of [one, two]) expect(tab.stored).toHaveLength(2);
  });

  it("continue when the sending tab dies during a send", async () => {
    const [leader, next] = [await scene.openTab(), await scene.openTab()];
    scene.server.refuse = () => new Promise(() => {});
    for (const text of ["one", "two", "three"]) await leader.outbox.add(write(text));
    await untilTold(next, () => next.outbox.state()[0]?.state === "SENDING");
    scene.server.refuse = () => undefined;
    leader.kill();
    await emptied(next);
    expect(scene.server.texts("a")).toEqual(["one", "two", "three"]);
  });

  it("continue when the sending tab hangs", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    try {
      const [leader, next] = [await scene.openTab(), await scene.openTab()];
      scene.server.refuse = () => new Promise(() => {});
      await leader.outbox.add(write("one"));
      await untilTold(next, () => next.outbox.state()[0]?.state === "SENDING");
      await vi.advanceTimersByTimeAsync(3 * limits.leaderAnswerMs);
      expect(scene.server.tries).toHaveLength(1);
      scene.server.refuse = () => undefined;
      leader.freeze();
      await vi.advanceTimersByTimeAsync(2 * limits.leaderAnswerMs);
      await emptied(next);
      expect(scene.server.texts("a")).toEqual(["one"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("agree on discarded messages", async () => {
    scene.server.refuse = () => failed("blocked");
    const [one, two] = [await scene.openTab(), await scene.openTab()];
    const bad = write("bad");
    await one.outbox.add(bad);
    await untilTold(two, () => two.outbox.state()[0]?.state === "FAILED");
    two.outbox.discard(bad.id);
    await Promise.all([emptied(one), emptied(two)]);
  });

  it("of different accounts do not see each other's messages", async () => {
    scene.server.refuse = offline;
    const [ada, bob] = [await scene.openTab({ userId: "ada" }), await scene.openTab({ userId: "bob" })];
    await ada.outbox.add(write("Ada's"));
    ada.outbox.setDraft("a", "Ada's draft");
    await ada.outbox.close();
    expect(textsOf(bob)).toEqual([]);
    const again = await scene.openTab({ userId: "bob" });
    expect(textsOf(again)).toEqual([]);
    expect(again.outbox.drafts().size).toBe(0);
  });

  it("are all cleared with the account, and leave no data in the browser", async () => {
    scene.server.refuse = offline;
    const [one, two] = [await scene.openTab(), await scene.openTab()];
    await one.outbox.add(write("unsent"));
    one.outbox.setDraft("b", "half a thou");
    await untilTold(two, () => textsOf(two).length === 1);
    await one.outbox.clear();
    await emptied(two);
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names).not.toContain(databaseName("ada"));
    const after = await scene.openTab();
    expect(textsOf(after)).toEqual([]);
    expect(after.outbox.drafts().size).toBe(0);
  });
});

describe("without storage", () => {
  const full = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };

  it("continues in memory, reports it, and still sends in order", async () => {
    Reflect.deleteProperty(globalThis, "indexedDB");
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    for (const text of ["one", "two"]) await tab.outbox.add(write(text));
    expect(tab.outbox.storage()).toBe("memory");
    scene.server.refuse = () => undefined;
    tab.outbox.wake();
    await emptied(tab);
    expect(scene.server.texts("a")).toEqual(["one", "two"]);
  });

  it("keeps messages in memory while the disk is full, until there is room again", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    expect(tab.outbox.storage()).toBe("kept");
    await tab.outbox.add(write("one"));
    const add = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(full);
    await tab.outbox.add(write("two"));
    expect(tab.outbox.storage()).toBe("memory");
    add.mockRestore();
    await tab.outbox.add(write("three"));
    expect(textsOf(tab)).toEqual(["one", "two", "three"]);
    scene.server.refuse = () => undefined;
    tab.outbox.wake();
    await emptied(tab);
    expect(scene.server.texts("a")).toEqual(["one", "two", "three"]);
    await tab.outbox.add(write("four"));
    expect(tab.outbox.storage()).toBe("kept");
  });

  it("does not hand messages that exist only in memory to another tab", async () => {
    scene.server.refuse = offline;
    const leader = await scene.openTab();
    const tab = await scene.openTab();
    await tab.outbox.add(write("one"));
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(full);
    await tab.outbox.add(write("two"));
    expect(textsOf(leader)).toEqual(["one"]);
    scene.server.refuse = () => undefined;
    tab.outbox.wake();
    await Promise.all([emptied(leader), emptied(tab)]);
    expect(scene.server.texts("a")).toEqual(["one", "two"]);
  });

  it("removes cached data before it fails to keep messages", async () => {
    scene.server.refuse = offline;
    const tab = await scene.openTab();
    const add = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementationOnce(full);
    await tab.outbox.add(write("one"));
    expect(add).toHaveBeenCalledTimes(2);
    expect(tab.outbox.storage()).toBe("kept");
  });

  it("still sends when the disk refuses every change", async () => {
    const tab = await scene.openTab();
    await untilTold(tab, () => true);
    scene.server.refuse = offline;
    await tab.outbox.add(write("one"));
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(full);
    vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(full);
    scene.server.refuse = () => undefined;
    tab.outbox.wake();
    await emptied(tab);
    expect(scene.server.texts("a")).toEqual(["one"]);
  });
});
