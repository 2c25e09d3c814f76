// Every command is tried as everyone: signed out, as a stranger, as the other side, as an admin, as a suspended user,
// with an expired token, and as a retry.
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

/** Runs the first sample in a new world, so that earlier calls leave nothing behind. */
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
  it.each(routed)("%s is either public or refused", async (name) => {
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

describe("a stranger, customer or seller,", () => {
  it.each(routed)("gets the listed answer from %s, and a refusal changes nothing", async (name) => {
    const { world, send } = await setScene(name);
    const { strangeCustomer, strangeSeller } = accessTable[name];
    const before = await stored();
    if (strangeCustomer !== "ok") expect(codeOf(await send(world.strangers.customer))).toBe(strangeCustomer);
    if (strangeSeller !== "ok") expect(codeOf(await send(world.strangers.seller))).toBe(strangeSeller);
    expect(await stored()).toEqual(before);
    if (strangeCustomer === "ok") expect(codeOf(await send(world.strangers.customer))).toBe("ok");
    if (strangeSeller === "ok") {
      // A first call, not a retry of the customer's call.
      const anew = await setScene(name);
      expect(codeOf(await anew.send(anew.world.strangers.seller))).toBe("ok");
    }
  });
});

describe("the other side and an admin", () => {
  it.each(routed)("get from %s only their own data", async (name) => {
    const forOther = await setScene(name);
    const otherSide = otherSideOf(forOther.world, forOther.owner);
    expect(codeOf(await forOther.send(otherSide)), "the other side").toBe(accessTable[name].otherSide);
    const forAdmin = await setScene(name);
    expect(codeOf(await forAdmin.send(forAdmin.world.admin)), "an admin").toBe(accessTable[name].admin);
  });

  it("record their reading of other people's conversations in the audit log, and no other reading", async () => {
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
  it.each(routed)("of %s returns the same answer or does no harm", async (name) => {
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

it("logs no internal error", () => {
  expect(server.errors).toEqual([]);
});
