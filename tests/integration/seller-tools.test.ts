import { describe, expect, it } from "vitest";
import { awayMessageSet } from "../../lib/contract/commands/seller-tools";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { getAwayMessage } from "../../lib/domain/away-message/get-away-message";
import { setAwayMessage } from "../../lib/domain/away-message/set-away-message";
import { createQuickReply } from "../../lib/domain/quick-reply/create-quick-reply";
import { deleteQuickReply } from "../../lib/domain/quick-reply/delete-quick-reply";
import { listQuickReplies } from "../../lib/domain/quick-reply/list-quick-replies";
import { updateQuickReply } from "../../lib/domain/quick-reply/update-quick-reply";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeUser } from "../helpers/people";

testDatabase();

describe("quick replies", () => {
  it("are listed by shortcut, page after page, for each seller separately", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    for (const shortcut of ["price", "été", "hello", "Zoo"])
      await createQuickReply(seller, { shortcut, text: shortcut });
    await createQuickReply(other, { shortcut: "hello", text: "not yours" });
    const first = (await listQuickReplies(seller, { limit: 3 })).data;
    const second = (await listQuickReplies(seller, { limit: 3, cursor: first.nextCursor ?? "" })).data;
    const shortcuts = [...first.items, ...second.items].map(({ shortcut }) => shortcut);
    expect(shortcuts).toEqual(["Zoo", "hello", "price", "été"]);
    expect(second.nextCursor).toBeNull();
  });

  it("have unique shortcuts, also when two are created or changed at the same instant", async () => {
    const seller = await makeUser("SELLER");
    const made = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        createQuickReply(seller, { shortcut: "hi", text: `hi ${index}` }),
      ),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const each of made)
      if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "conflict" });
    const { data } = await createQuickReply(seller, { shortcut: "bye", text: "bye" });
    const renamed = updateQuickReply(seller, { id: data.quickReply.id, shortcut: "hi" });
    await expect(renamed).rejects.toMatchObject({ code: "conflict" });
    const changed = await updateQuickReply(seller, { id: data.quickReply.id, text: "see you" });
    expect(changed.data.quickReply).toMatchObject({ shortcut: "bye", text: "see you" });
  });

  it("are returned when created again, also at the limit, but not another reply with their shortcut", async () => {
    const seller = await makeUser("SELLER");
    const input = { shortcut: "hello", text: "Hello, how can I help?" };
    const [first, second] = await Promise.all([
      createQuickReply(seller, input),
      createQuickReply(seller, input),
    ]);
    expect(second).toEqual(first);
    await prisma().quickReply.createMany({
      data: Array.from({ length: limits.quickReplies - 1 }, (_, index) => ({
        sellerId: seller.userId,
        shortcut: `kept-${index}`,
        text: "kept",
      })),
    });
    expect(await createQuickReply(seller, input)).toEqual(first);
    const other = createQuickReply(seller, { ...input, text: "Hello!" });
    await expect(other).rejects.toMatchObject({ code: "conflict" });
  });

  it("stop at the limit, even when many are created at once", async () => {
    const seller = await makeUser("SELLER");
    const room = 3;
    await prisma().quickReply.createMany({
      data: Array.from({ length: limits.quickReplies - room }, (_, index) => ({
        sellerId: seller.userId,
        shortcut: `kept-${index}`,
        text: "kept",
      })),
    });
    const made = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        createQuickReply(seller, { shortcut: `new-${index}`, text: "new" }),
      ),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(room);
    const refused = made.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "conflict" } });
    expect(await prisma().quickReply.count({ where: { sellerId: seller.userId } })).toBe(limits.quickReplies);
  });

  it("of another seller are not_found", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const { data } = await createQuickReply(seller, { shortcut: "hello", text: "hello" });
    for (const id of [data.quickReply.id, uuidv7()]) {
      await expect(updateQuickReply(other, { id, text: "mine" })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(deleteQuickReply(other, { id })).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await listQuickReplies(seller, {})).data.items).toEqual([data.quickReply]);
    expect((await deleteQuickReply(seller, { id: data.quickReply.id })).data).toEqual({ deleted: true });
    await expect(deleteQuickReply(seller, { id: data.quickReply.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the away message", () => {
  it("is off and empty until it is set, then has the last value, for each seller separately", async () => {
    const [seller, other] = await Promise.all([makeUser("SELLER"), makeUser("SELLER")]);
    const none = { enabled: false, text: "", timezone: "UTC", hours: [] };
    expect((await getAwayMessage(seller)).data.awayMessage).toEqual(none);
    const away = {
      enabled: true,
      text: "Back tomorrow.",
      timezone: "Europe/Berlin",
      hours: [{ day: 1, from: "09:00", to: "18:00" }],
    };
    await setAwayMessage(seller, { ...away, text: "an earlier one" });
    expect((await setAwayMessage(seller, away)).data.awayMessage).toEqual(away);
    expect((await getAwayMessage(seller)).data.awayMessage).toEqual(away);
    expect((await getAwayMessage(other)).data.awayMessage).toEqual(none);
  });

  it.each(["", "  \n", "\u200B", "\u2800\u200D"])("needs visible text while it is on, unlike %j", (text) => {
    const away = { enabled: true, text, timezone: "UTC", hours: [] };
    expect(awayMessageSet.input.safeParse(away).success).toBe(false);
    expect(awayMessageSet.input.safeParse({ ...away, enabled: false }).success).toBe(true);
  });
});
