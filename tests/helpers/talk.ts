// Two users on different nodes who talk to each other, for tests of the traffic between nodes.
import { randomUUID } from "node:crypto";
import type { Actor } from "../../lib/contract/actor";
import type { Node } from "./cluster";
import { makeScene, type Scene } from "./people";
import { type Client, connect } from "./sockets";

type Shown = { userId: string; online: boolean };

export function over(here: () => Node, there: () => Node) {
  const send = (client: Client, { conversation }: Scene, text: string) =>
    client.call("message:send", { conversationId: conversation.id, id: randomUUID(), text });

  const hears = (client: Client, text: string) =>
    client.fact("message:sent", ({ message }) => message.text === text);

  return {
    send,
    hears,
    /** The customer here and the seller there, with a shared conversation. */
    async apart() {
      const scene = await makeScene();
      const [customer, seller] = await Promise.all([
        connect(here().url, scene.customer),
        connect(there().url, scene.seller),
      ]);
      await send(customer, scene, "we have met");
      await hears(seller, "we have met");
      return { scene, customer, seller };
    },
    watch: (client: Client, ...people: Actor[]) =>
      client.call<{ items: Shown[] }>("presence:watch", { userIds: people.map(({ userId }) => userId) }),
    /** The presence facts that a watcher has received about a user. */
    told: (client: Client, { userId }: Actor) =>
      client.all("presence:changed").flatMap((each) => (each.userId === userId ? [each.online] : [])),
    async isShownOnline(node: Node, actor: Actor, whose: Actor): Promise<boolean | undefined> {
      const url = `${node.url}/api/presence?userIds=${whose.userId}`;
      const response = await fetch(url, { headers: node.bearer(actor) });
      const { data } = (await response.json()) as { data?: { items: Shown[] } };
      return data?.items[0]?.online;
    },
  };
}
