// Every command as everybody: signed out, strangers, the other side, an admin, somebody suspended, with a token that
// has ended, and as a retry.
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { CommandName } from "../../../lib/contract/commands";
import { prisma } from "../../../lib/server/db";
import { accessTable, type Code } from "../../helpers/access-table";
import { type Answer, Api, type Caller, commandNamed, type Json, routed } from "../../helpers/api";
import { fingerprint } from "../../helpers/fingerprint";
import { makeWorld, samples, type World } from "../../helpers/samples";
import { testServer } from "../../helpers/server";

const server = testServer();
const api = new Api(server);

const codeOf = ({ body }: Answer): Code => (body.ok ? "ok" : body.error.code);
const stored = () => fingerprint(server.database.database);

/** The first sample in a world of its own, so that nothing is left over from another call. */
async function setScene(name: CommandName) {
  const world = await makeWorld();
  const [sample] = await samples[name](world);
  if (!sample) throw new Error(`${name} has no sample.`);
  const send = (caller: Caller) => api.request(name, caller, sample.input as Json);
  return { world, send, caller: sample.caller, owner: sample.caller ?? world.customer };
}

const otherSideOf = ({ customer, seller }: World, owner: Actor) =>
  owner.userId === customer.userId ? seller : customer;

describe("without a valid sign-in", () => {
  it.each(routed)("%s is for the public or for nobody", async (name) => {
    const { world, send, owner } = await setScene(name);
    await prisma().session.update({ where: { id: owner.sessionId }, data: { revokedAt: new Date() } });
    await prisma().user.update({ where: { id: world.admin.userId }, data: { suspendedAt: new Date() } });
    const before = await stored();
    expect(codeOf(await send(owner))).toBe("unauthenticated");
    expect(codeOf(await send(world.admin))).toBe("blocked");
    expect(codeOf(await send({ cookie: "next-auth.session-token=nonsense" }))).toMatch(
      commandNamed(name).access === "public" ? /^ok$/ : /^unauthenticated$/,
    );
    if (commandNamed(name).access !== "public") {
      expect(codeOf(await send(null))).toBe("unauthenticated");
      expect(await stored()).toEqual(before);
    }
  });
});

describe("a stranger, be it a customer or a seller,", () => {
  it.each(routed)("gets from %s what strangers get, and changes nothing that is refused", async (name) => {
    const { world, send } = await setScene(name);
    const { strangeCustomer, strangeSeller } = accessTable[name];
    const before = await stored();
    if (strangeCustomer !== "ok") expect(codeOf(await send(world.strangers.customer))).toBe(strangeCustomer);
    if (strangeSeller !== "ok") expect(codeOf(await send(world.strangers.seller))).toBe(strangeSeller);
    expect(await stored()).toEqual(before);
    if (strangeCustomer === "ok") expect(codeOf(await send(world.strangers.customer))).toBe("ok");
    if (strangeSeller === "ok") {
      // As a first call, not as a repetition of the customer's.
      const anew = await setScene(name);
      expect(codeOf(await anew.send(anew.world.strangers.seller))).toBe("ok");
    }
  });
});

describe("the other side and an admin", () => {
  it.each(routed)("get from %s what is theirs", async (name) => {
    const forOther = await setScene(name);
    const otherSide = otherSideOf(forOther.world, forOther.owner);
    expect(codeOf(await forOther.send(otherSide)), "the other side").toBe(accessTable[name].otherSide);
    const forAdmin = await setScene(name);
    expect(codeOf(await forAdmin.send(forAdmin.world.admin)), "an admin").toBe(accessTable[name].admin);
  });

  it("find their reading of other people's conversations in the audit log, and nobody else's", async () => {
    const { world, send } = await setScene("conversation:get");
    const entries = () => prisma().auditEntry.findMany({ where: { targetId: world.conversation.id } });
    await send(world.customer);
    await send(world.strangers.seller);
    expect(await entries()).toEqual([]);
    await send(world.admin);
    expect(await entries()).toMatchObject([{ actorId: world.admin.userId, action: "conversation:read" }]);
  });
});

describe("a retry", () => {
  it.each(routed)("of %s answers the same or does no harm", async (name) => {
    const { send, caller } = await setScene(name);
    const { again } = accessTable[name];
    const first = await send(caller);
    expect(codeOf(first)).toBe("ok");
    const before = await stored();
    const second = await send(caller);
    if (again === "same") expect(second.text).toBe(first.text);
    else expect(codeOf(second)).toBe(again);
    const isNew = ["token:create", "listing:create", "totp:create"].includes(name);
    if (!isNew) expect(await stored()).toEqual(before);
  });

  it.each(routed)("of %s at the same instant does no harm either", async (name) => {
    const { send, caller } = await setScene(name);
    const codes = (await Promise.all([send(caller), send(caller), send(caller)])).map(codeOf);
    const { again } = accessTable[name];
    const afterwards = again === "same" ? "ok" : again;
    expect(codes).toContain("ok");
    expect(codes.filter((code) => code !== "ok" && code !== afterwards)).toEqual([]);
  });
});

it("left no failure of ours in the log", () => {
  expect(server.errors).toEqual([]);
});
