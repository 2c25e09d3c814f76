// Admins and their second factor on a whole server, outside the demo.
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/contract/actor";
import type { Command } from "../../../lib/contract/command";
import { type CommandName, commands } from "../../../lib/contract/commands";
import { prisma } from "../../../lib/server/db";
import { Api, requestFor, routed } from "../../helpers/api";
import { commandNamed, type Json } from "../../helpers/request";
import { beginTotp, makeWorld, samples } from "../../helpers/samples";
import { testServer } from "../../helpers/server";
import { closeClientsAfterEach, openSocket, refusal } from "../../helpers/sockets";

const server = testServer();
const api = new Api(server);
closeClientsAfterEach();

/** An admin made as an operator does it: a user signs up, and their role is changed in the database. */
async function makeBareAdmin(): Promise<{ actor: Actor; email: string; password: string; token: string }> {
  const { user, email, password } = await api.signUp("CUSTOMER");
  await prisma().user.update({ where: { id: user.id }, data: { role: "ADMIN" } });
  const { token } = await api.call("token:create", null, { email, password });
  const session = await prisma().session.findFirstOrThrow({ where: { userId: user.id } });
  const actor = { userId: user.id, role: "ADMIN", name: user.name, sessionId: session.id } as const;
  return { actor, email, password, token };
}

const open = (commands as readonly Command[])
  .filter(({ withoutSecondFactor }) => withoutSecondFactor)
  .map(({ name }) => name);

describe("an admin without a second factor", () => {
  it("is led to the set-up from every page, and sees nothing else there", async () => {
    const { email, password } = await makeBareAdmin();
    const { cookie } = await api.signInWithCookie(email, password);
    const open = (path: string) => fetch(server.url + path, { headers: { cookie }, redirect: "manual" });
    for (const path of ["/inbox", "/settings", "/admin", "/dashboard/listings"]) {
      let answer = await open(path);
      for (let hops = 0; hops < 3 && answer.status === 307; hops++) {
        const location = answer.headers.get("location") ?? "";
        if (location.startsWith("/second-factor")) break;
        answer = await open(location);
      }
      const query = new URLSearchParams({ callbackUrl: path });
      expect(answer.headers.get("location"), path).toBe(`/second-factor?${query}`);
    }
    const page = await open("/second-factor");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Admins need a second factor");
    const stranger = await fetch(`${server.url}/second-factor`, { redirect: "manual" });
    expect(stranger.headers.get("location")).toBe("/sign-in");
  });

  it("may sign in, read their own account, set up the second factor, and sign out", () => {
    expect(open.sort()).toEqual(
      ["me:get", "token:create", "token:revoke", "totp:create", "totp:enable", "totp:get"].sort(),
    );
  });

  it("is refused everything else, with a message that says what to do", async () => {
    const [{ token }, world] = [await makeBareAdmin(), await makeWorld()];
    for (const name of routed.filter((each) => !open.includes(each)) as CommandName[]) {
      const [sample] = await samples[name](world);
      const request = requestFor(commandNamed(name), (sample?.input ?? {}) as Json);
      const { body } = await api.send({ ...request, caller: { token } });
      expect(body, name).toMatchObject({
        error: { code: "forbidden", message: expect.stringContaining("second factor") },
      });
    }
    const socket = openSocket(server.url, { token });
    expect((await refusal(socket)).data?.code).toBe("forbidden");
  });

  it("is an admin like any other once it is on", async () => {
    const { actor, email, password, token } = await makeBareAdmin();
    const { code } = await beginTotp(actor);
    expect(await api.call("totp:enable", { token }, { code })).toEqual({ enabled: true });
    expect((await api.call("me:unread", { token }, {})).messages).toBe(0);
    const error = await api.refusal("token:create", null, { email, password });
    expect(error).toMatchObject({ code: "unauthenticated", details: [{ path: "code" }] });
  });
});
