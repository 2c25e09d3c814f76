// The last line of defence: the database refuses invalid rows, even if the code above it has a bug.
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "../helpers/database";

describe("the database itself refuses", () => {
  const test = testDatabase();
  const [customer, seller, listing, deal, conversation, message] = Array.from({ length: 6 }, () =>
    randomUUID(),
  );
  const open = (columns: string, values: string) =>
    `INSERT INTO "Conversation" (id, "customerId", "sellerId", snapshot${columns && `, ${columns}`})
     VALUES (gen_random_uuid(), '${customer}', '${seller}', '{}'${values && `, ${values}`})`;
  const send = (seq: number, text: string) =>
    `INSERT INTO "Message" (id, "conversationId", seq, rev, "senderRole", text)
     VALUES (gen_random_uuid(), '${conversation}', ${seq}, 1, 'CUSTOMER', ${text})`;
  const offer = (amount: number, currency: string) =>
    `INSERT INTO "Message" (id, "conversationId", seq, rev, "senderRole", type)
     VALUES ('${message}', '${conversation}', 9, 9, 'CUSTOMER', 'OFFER') ON CONFLICT DO NOTHING;
     INSERT INTO "Offer" ("messageId", "conversationId", "proposerId", "amountMinor", currency, "expiresAt")
     VALUES ('${message}', '${conversation}', '${customer}', ${amount}, '${currency}', now())`;
  const appointment = (seq: number, from: string, to: string) =>
    `WITH sent AS (
       INSERT INTO "Message" (id, "conversationId", seq, rev, "senderRole", type)
       VALUES (gen_random_uuid(), '${conversation}', ${seq}, ${seq}, 'SELLER', 'APPOINTMENT') RETURNING id
     )
     INSERT INTO "Appointment" ("messageId", "conversationId", "sellerId", kind, status, "startsAt", "endsAt")
     SELECT id, '${conversation}', '${seller}', 'VIEWING', 'CONFIRMED', '2030-01-01 ${from}Z', '2030-01-01 ${to}Z' FROM sent`;

  beforeEach(async () => {
    await test.database.pool.query(`
      TRUNCATE "User" CASCADE;
      INSERT INTO "User" (id, name, role) VALUES ('${customer}', 'A', 'CUSTOMER'), ('${seller}', 'B', 'SELLER');
      INSERT INTO "Listing" (id, "sellerId", kind, title, "priceMinor", currency)
        VALUES ('${listing}', '${seller}', 'VEHICLE', 'Car', 1, 'EUR');
      INSERT INTO "Deal" (id, kind, "customerId", "sellerId", "totalMinor", currency)
        VALUES ('${deal}', 'ORDER', '${customer}', '${seller}', 1, 'EUR');
      INSERT INTO "Conversation" (id, "customerId", "sellerId", snapshot)
        VALUES ('${conversation}', '${customer}', '${seller}', '{}');
      INSERT INTO "Member" ("conversationId", "userId", role) VALUES ('${conversation}', '${customer}', 'CUSTOMER');
      INSERT INTO "UnreadTotal" ("userId") VALUES ('${customer}');`);
  });

  it.each([
    ["a second direct conversation of the same two", "Conversation_subject_key", open("", "")],
    [
      "a conversation about two subjects",
      "Conversation_one_subject",
      open('"listingId", "dealId"', `'${listing}', '${deal}'`),
    ],
    [
      "a conversation with oneself",
      "Conversation_two_people",
      `UPDATE "Conversation" SET "sellerId" = "customerId"`,
    ],
    ["a negative counter of a conversation", "Conversation_counters", `UPDATE "Conversation" SET rev = -1`],
    ["a negative watermark", "Member_counters", `UPDATE "Member" SET "readSeq" = -1`],
    ["a negative delivery", "Member_counters", `UPDATE "Member" SET "deliveredSeq" = -1`],
    ["less than nothing unread", "Member_counters", `UPDATE "Member" SET unread = -1`],
    ["less than nothing unread in all", "UnreadTotal_counters", `UPDATE "UnreadTotal" SET messages = -1`],
    [
      "a negative number of unread conversations",
      "UnreadTotal_counters",
      `UPDATE "UnreadTotal" SET conversations = -1`,
    ],
    ["a message before the first", "Message_counters", send(0, "'a'")],
    ["a message that is too long", "Message_text_length", send(1, "repeat('é', 5001)")],
    [
      "an email with capitals",
      "User_email_normalised",
      `UPDATE "User" SET email = 'A@b.test' WHERE id = '${customer}'`,
    ],
    ["a negative price", "Listing_price", `UPDATE "Listing" SET "priceMinor" = -1`],
    ["a currency that is none", "Listing_currency", `UPDATE "Listing" SET currency = 'eur'`],
    ["a negative total", "Deal_total", `UPDATE "Deal" SET "totalMinor" = -1`],
    ["a deal in no currency", "Deal_currency", `UPDATE "Deal" SET currency = '12'`],
    ["blocking oneself", "Block_two_people", `INSERT INTO "Block" VALUES ('${customer}', '${customer}')`],
    ["a negative offer", "Offer_amount", offer(-1, "EUR")],
    ["an offer in no currency", "Offer_currency", offer(1, "Eu")],
    [
      "a second open offer",
      "Offer_one_open_key",
      `${offer(1, "EUR")}; ${offer(2, "EUR")
        .replaceAll(message ?? "", randomUUID())
        .replace("9, 9", "10, 10")}`,
    ],
    ["an appointment that ends before it begins", "Appointment_duration", appointment(1, "10:00", "10:00")],
    [
      "two appointments of a seller at one time",
      "Appointment_no_double_booking",
      `${appointment(1, "10:00", "11:00")}; ${appointment(2, "10:59", "12:00")}`,
    ],
  ])("%s", async (_what, constraint, sql) => {
    await expect(test.database.pool.query(sql)).rejects.toMatchObject({ constraint });
  });

  it.each(["Listing.photos", "Conversation.tags"])("an absent list of %s", async (place) => {
    const [table, column] = place.split(".");
    const absent = test.database.pool.query(`UPDATE "${table}" SET "${column}" = NULL`);
    await expect(absent).rejects.toMatchObject({ code: "23502", table, column });
  });

  it.each([
    ["the longest message, counted in characters", send(1, "repeat('é', 5000)")],
    [
      "a conversation about each subject",
      `${open('"listingId"', `'${listing}'`)}; ${open('"dealId"', `'${deal}'`)}`,
    ],
    ["consecutive appointments", `${appointment(1, "10:00", "11:00")}; ${appointment(2, "11:00", "12:00")}`],
    [
      "a new offer after the previous one is closed",
      `${offer(1, "EUR")}; UPDATE "Offer" SET status = 'COUNTERED'; ${offer(2, "EUR")
        .replaceAll(message ?? "", randomUUID())
        .replace("9, 9", "10, 10")}`,
    ],
  ])("but not %s", async (_what, sql) => {
    await test.database.pool.query(sql);
  });
});
