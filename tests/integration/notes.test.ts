import { describe, expect, it } from "vitest";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { createNote } from "../../lib/domain/note/create-note";
import { deleteNote } from "../../lib/domain/note/delete-note";
import { listNotes } from "../../lib/domain/note/list-notes";
import { prisma } from "../../lib/server/db";
import { testDatabase } from "../helpers/database";
import { makeScene, makeUser } from "../helpers/people";

testDatabase();

describe("notes", () => {
  it("are visible to the seller's side: newest first, with their author", async () => {
    const { seller, conversation } = await makeScene();
    const admin = await makeUser("ADMIN");
    const conversationId = conversation.id;
    for (const text of ["first", "second"]) await createNote(seller, { conversationId, id: uuidv7(), text });
    await createNote(admin, { conversationId, id: uuidv7(), text: "third" });
    const first = (await listNotes(seller, { conversationId, limit: 2 })).data;
    const rest = (await listNotes(seller, { conversationId, limit: 2, cursor: first.nextCursor ?? "" })).data;
    const notes = [...first.items, ...rest.items];
    expect(notes.map(({ text, author }) => [text, author.id])).toEqual([
      ["third", admin.userId],
      ["second", seller.userId],
      ["first", seller.userId],
    ]);
    expect(rest.nextCursor).toBeNull();
    expect((await listNotes(admin, { conversationId })).data.items).toEqual(notes);
  });

  it("are forbidden to the customer and not_found to strangers, other sellers included", async () => {
    const { customer, seller, conversation } = await makeScene();
    const conversationId = conversation.id;
    const { data } = await createNote(seller, { conversationId, id: uuidv7(), text: "never shown" });
    const attempts = (actor: typeof customer, id = conversationId) => [
      () => listNotes(actor, { conversationId: id }),
      () => createNote(actor, { conversationId: id, id: uuidv7(), text: "let me in" }),
      () => deleteNote(actor, { conversationId: id, noteId: data.note.id }),
    ];
    for (const attempt of attempts(customer))
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    for (const stranger of [await makeUser("CUSTOMER"), await makeUser("SELLER")])
      for (const attempt of [...attempts(stranger), ...attempts(stranger, uuidv7())])
        await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    expect((await listNotes(seller, { conversationId })).data.items).toHaveLength(1);
  });

  it("are created once for an id, for any number of retries, and an id belongs to one note", async () => {
    const { seller, conversation } = await makeScene();
    const other = await makeScene();
    const [conversationId, id] = [conversation.id, uuidv7()];
    const made = await Promise.all(
      Array.from({ length: 4 }, () => createNote(seller, { conversationId, id, text: "call back" })),
    );
    expect(new Set(made.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect((await listNotes(seller, { conversationId })).data.items).toEqual([made[0]?.data.note]);
    const admin = await makeUser("ADMIN");
    const conflicting = [
      () => createNote(seller, { conversationId, id, text: "something else" }),
      () => createNote(admin, { conversationId, id, text: "call back" }),
      () => createNote(other.seller, { conversationId: other.conversation.id, id, text: "call back" }),
    ];
    for (const attempt of conflicting) await expect(attempt()).rejects.toMatchObject({ code: "conflict" });
  });

  it("of two conversations created with one id at the same instant are one note and one conflict", async () => {
    const [one, two] = await Promise.all([makeScene(), makeScene()]);
    const id = uuidv7();
    const made = await Promise.allSettled(
      [one, two].map(({ seller, conversation }) =>
        createNote(seller, { conversationId: conversation.id, id, text: "x" }),
      ),
    );
    expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(made.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  it("stop at the limit of a conversation, even when many are created at once; a retry still returns its note", async () => {
    const { seller, conversation } = await makeScene();
    const conversationId = conversation.id;
    const ids = Array.from({ length: limits.notes - 2 }, () => uuidv7());
    const kept = ids.map((id) => ({ id, conversationId, authorId: seller.userId, text: "kept" }));
    await prisma().note.createMany({ data: kept });
    const made = await Promise.allSettled(
      Array.from({ length: 6 }, () => createNote(seller, { conversationId, id: uuidv7(), text: "new" })),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(made.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    const again = await createNote(seller, { conversationId, id: ids[0] ?? "", text: "kept" });
    expect(again.data.note.id).toBe(ids[0]);
  });

  it("are deleted by their author only", async () => {
    const { seller, conversation } = await makeScene();
    const other = await makeScene();
    const admin = await makeUser("ADMIN");
    const conversationId = conversation.id;
    const { data } = await createNote(admin, { conversationId, id: uuidv7(), text: "mind the scam" });
    const noteId = data.note.id;
    await expect(deleteNote(seller, { conversationId, noteId })).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = deleteNote(other.seller, { conversationId: other.conversation.id, noteId });
    await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });
    expect((await deleteNote(admin, { conversationId, noteId })).data).toEqual({ deleted: true });
    await expect(deleteNote(admin, { conversationId, noteId })).rejects.toMatchObject({ code: "not_found" });
    expect((await listNotes(seller, { conversationId })).data.items).toEqual([]);
  });
});
