import { describe, expect, it, vi } from "vitest";
import { limits } from "../../lib/contract/limits";
import { uuidv7 } from "../../lib/contract/uuid";
import { listSessions } from "../../lib/domain/session/list-sessions";
import { revokeSession } from "../../lib/domain/session/revoke-session";
import { revokeToken } from "../../lib/domain/session/revoke-token";
import { startSession } from "../../lib/domain/session/start-session";
import { signToken } from "../../lib/domain/session/token";
import { authenticate } from "../../lib/server/auth/authenticate";
import { createToken } from "../../lib/server/auth/create-token";
import { prisma } from "../../lib/server/db";
import { bearer, makeSignedIn, password, signIn, signUp, visitor } from "../helpers/accounts";
import { testDatabase } from "../helpers/database";
import { eventually } from "../helpers/eventually";

const base = testDatabase({ rateLimits: true });

describe("a token", () => {
  it("is created from email and password or from the calling session, and from nothing less", async () => {
    const { actor, email, token } = await makeSignedIn();
    const { data } = await createToken(visitor(actor), {});
    expect(data.user.id).toBe(actor.userId);
    expect((await bearer(data.token))?.sessionId).not.toBe(actor.sessionId);
    expect((await bearer(token))?.sessionId).toBe(actor.sessionId);
    await expect(createToken(visitor(), {})).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(createToken(visitor(actor), { email })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(createToken(visitor(actor), { password })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("is refused without a database query when it is not ours", async () => {
    const { actor, token } = await makeSignedIn();
    const query = vi.spyOn(base.database.pool, "query");
    const [version, id, mac = ""] = token.split(".");
    const changed = `${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`;
    const forged = [
      `${version}.${id}.${changed}`,
      `${version}.${id}`,
      `${version}.${id}.`,
      `pt2.${id}.${mac}`,
      signToken(actor.sessionId, "another secret"),
      `${token}x`,
      "x".repeat(10_000),
      "",
    ];
    for (const text of forged) await expect(bearer(text)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
  });

  it("made from a session ends with it, and so do tokens made from that token", async () => {
    const { actor, token, email } = await makeSignedIn();
    const exchange = async (from: typeof actor) => {
      const { data } = await createToken(visitor(from), {});
      return { token: data.token, actor: (await bearer(data.token)) ?? from };
    };
    const child = await exchange(actor);
    const [grandchild, sibling] = [await exchange(child.actor), await exchange(actor)];
    const elsewhere = await signIn(email);
    const live = () =>
      Promise.all(
        [token, child.token, grandchild.token, sibling.token, elsewhere.token].map((each) =>
          bearer(each).then(Boolean, () => false),
        ),
      );
    const { facts } = await revokeToken(child.actor);
    expect(await live()).toEqual([true, false, false, true, true]);
    expect(facts).toEqual([
      {
        name: "session:ended",
        to: { sessions: expect.arrayContaining([child.actor.sessionId, grandchild.actor.sessionId]) },
        payload: { reason: "signed_out" },
      },
    ]);
    await revokeSession(actor, { sessionId: actor.sessionId });
    expect(await live()).toEqual([false, false, false, false, true]);
  });

  it("made from a session never outlives it, after any number of exchanges", async () => {
    const { actor } = await makeSignedIn();
    const expiresAt = new Date(Date.now() + 60_000);
    await prisma().session.update({ where: { id: actor.sessionId }, data: { expiresAt } });
    let caller = actor;
    for (let round = 0; round < 3; round++) {
      const { data } = await createToken(visitor(caller), {});
      expect(data.expiresAt).toBe(expiresAt.toISOString());
      caller = (await bearer(data.token)) ?? caller;
    }
  });

  it("does not survive when its session ends at the instant of the exchange", async () => {
    for (let round = 0; round < 8; round++) {
      const { actor } = await makeSignedIn();
      const exchanges = Promise.allSettled([1, 2, 3].map(() => createToken(visitor(actor), {})));
      await revokeToken(actor);
      await exchanges;
      expect(await prisma().session.count({ where: { userId: actor.userId, revokedAt: null } })).toBe(0);
    }
  });

  it("can be exchanged repeatedly: above the limit, the session at its root is not the one removed", async () => {
    const { actor, token } = await makeSignedIn();
    const inAnHour = new Date(Date.now() + 3_600_000);
    const rows = Array.from({ length: limits.sessionsPerUser }, (_, index) => ({
      id: uuidv7(),
      userId: actor.userId,
      kind: "TOKEN" as const,
      createdAt: new Date(Date.now() + 1_000 + index),
      expiresAt: inAnHour,
    }));
    await prisma().session.createMany({ data: rows });
    const { data } = await createToken(visitor(actor), {});
    expect([await bearer(data.token), await bearer(token)]).not.toContain(null);
    const live = await prisma().session.count({ where: { userId: actor.userId, revokedAt: null } });
    expect(live).toBe(limits.sessionsPerUser);
  });

  it("is not stored in the database", async () => {
    const { token } = await makeSignedIn();
    const [, , mac = ""] = token.split(".");
    const rows = await prisma().session.findMany();
    expect(JSON.stringify(rows)).not.toContain(mac);
  });

  it("ends at once when it is revoked, and its sockets are told", async () => {
    const { actor, token } = await makeSignedIn();
    const { data, facts } = await revokeToken(actor);
    expect(data).toEqual({ revoked: true });
    expect(facts).toEqual([
      { name: "session:ended", to: { sessions: [actor.sessionId] }, payload: { reason: "signed_out" } },
    ]);
    await expect(bearer(token)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("expires", async () => {
    const { actor, token } = await makeSignedIn();
    await prisma().session.update({ where: { id: actor.sessionId }, data: { expiresAt: new Date() } });
    await expect(bearer(token)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("takes precedence over the cookie, and other schemes are ignored", async () => {
    const { token, actor } = await makeSignedIn();
    const wrong = authenticate({ authorization: "Bearer pt1.x.y", cookie: null });
    await expect(wrong).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await authenticate({ authorization: "Basic cGFyOmxleQ==" })).toBeNull();
    expect(await authenticate({})).toBeNull();
    expect(await authenticate({ authorization: `bearer  ${token}` })).toEqual(actor);
  });
});

describe("the session list", () => {
  it("is newest first, marks the calling session, and pages without expired sessions", async () => {
    const { actor, user } = await makeSignedIn();
    const started: { id: string }[] = [];
    for (let index = 0; index < 4; index++) {
      const session = await startSession({
        userId: user.id,
        kind: "COOKIE",
        proof: { kind: "provider", hasCode: false },
        visitor: visitor(),
        network: "192.0.2.1",
      });
      // Two may fall into the same millisecond, and then their order is undefined.
      const createdAt = new Date(Date.now() + 1000 * (index + 1));
      await prisma().session.update({ where: { id: session.id }, data: { createdAt } });
      started.push(session);
    }
    const [over, ...rest] = started.map(({ id }) => id);
    await revokeSession(actor, { sessionId: over ?? "" });
    await makeSignedIn();

    const seen = [];
    let cursor: string | undefined;
    do {
      const { data } = await listSessions(actor, { cursor, limit: 2 });
      expect(data.items.length).toBeLessThanOrEqual(2);
      seen.push(...data.items);
      cursor = data.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.map(({ id }) => id)).toEqual([...rest.reverse(), actor.sessionId]);
    expect(seen.map(({ current }) => current)).toEqual([false, false, false, true]);
    expect(seen[0]).toMatchObject({ kind: "COOKIE", userAgent: "a test", address: "192.0.2.1" });
    const bad = listSessions(actor, { cursor: "bm9uc2Vuc2U" });
    await expect(bad).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("ends sessions one by one, again without harm, and never another user's", async () => {
    const [mine, other] = await Promise.all([makeSignedIn(), makeSignedIn()]);
    const second = await signIn(mine.email);
    const secondActor = await bearer(second.token);
    const sessionId = secondActor?.sessionId ?? "";
    const ended = await revokeSession(mine.actor, { sessionId });
    expect(ended.facts).toHaveLength(1);
    await expect(bearer(second.token)).rejects.toMatchObject({ code: "unauthenticated" });
    const again = await revokeSession(mine.actor, { sessionId });
    expect(again).toEqual({ data: { revoked: true }, facts: [] });

    const foreign = revokeSession(mine.actor, { sessionId: other.actor.sessionId }).catch(String);
    const absent = revokeSession(mine.actor, { sessionId: uuidv7() }).catch(String);
    expect(await foreign).toBe(await absent);
    await expect(revokeSession(mine.actor, { sessionId: uuidv7() })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await bearer(other.token)).toEqual(other.actor);
  });

  it("has a limit: the oldest is removed, also when several are created at once", async () => {
    const user = await signUp();
    const inAnHour = new Date(Date.now() + 3_600_000);
    const rows = Array.from({ length: limits.sessionsPerUser }, (_, index) => ({
      id: uuidv7(),
      userId: user.id,
      kind: "TOKEN" as const,
      createdAt: new Date(Date.now() - 1_000_000 + index),
      expiresAt: inAnHour,
    }));
    await prisma().session.createMany({ data: rows });
    const three = [1, 2, 3].map(() =>
      startSession({
        userId: user.id,
        kind: "TOKEN",
        proof: { kind: "provider", hasCode: false },
        visitor: visitor(),
        network: "192.0.2.1",
      }),
    );
    const started = await Promise.all(three);
    const told = started.flatMap(({ facts }) =>
      facts.flatMap(({ to }) => ("sessions" in to ? to.sessions : [])),
    );
    expect(told.sort()).toEqual(
      rows
        .slice(0, 3)
        .map(({ id }) => id)
        .sort(),
    );
    const live = await prisma().session.findMany({ where: { userId: user.id, revokedAt: null } });
    expect(live).toHaveLength(limits.sessionsPerUser);
    expect(live.map(({ id }) => id)).toEqual(expect.arrayContaining(started.map(({ id }) => id)));
  });

  it("records the last use, at most once a minute", async () => {
    const { actor, token } = await makeSignedIn();
    const lastUsed = async () => {
      const row = await prisma().session.findUniqueOrThrow({
        where: { id: actor.sessionId },
        include: { user: true },
      });
      return { session: row.lastUsedAt.getTime(), user: row.user.lastSeenAt?.getTime() };
    };
    const query = vi.spyOn(base.database.pool, "query");
    await bearer(token);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    const before = new Date(Date.now() - 120_000);
    await prisma().session.update({
      where: { id: actor.sessionId },
      data: { lastUsedAt: before, user: { update: { lastSeenAt: before } } },
    });
    await Promise.all([bearer(token), bearer(token), bearer(token)]);
    await eventually(async () => expect((await lastUsed()).session).toBeGreaterThan(before.getTime()));
    expect((await lastUsed()).user).toBeGreaterThan(before.getTime());
  });
});
