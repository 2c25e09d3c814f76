// Caches, per connection, the conversations that its user may type in and the recipients, so that typing does not query
// the database each time. An entry is removed when the connection gets a fact that the conversation has changed, for
// example by a block or a new member.
import type { Actor } from "../../contract/actor";
import { limits } from "../../contract/limits";
import { type FindAudience, findTypingAudience, setTyping } from "../../domain/presence/set-typing";
import type { AnyHandler } from "../run-command";
import type { ParleySocket } from "./handshake";

type Grant = { users: readonly string[]; endsAtMs: number };

export class TypingGrants {
  private readonly grants = new Map<string, Grant>();
  /** Counts what was forgotten: an answer that was asked for before may be outdated when it comes. */
  private forgotten = 0;

  /** While `hears` says no, this node may not be told of changes, and so nothing is remembered. */
  constructor(
    private readonly hears: () => boolean,
    private readonly find: FindAudience = findTypingAudience,
  ) {}

  readonly audience: FindAudience = async (actor: Actor, conversationId: string) => {
    const known = this.grants.get(conversationId);
    if (known && known.endsAtMs > performance.now() && this.hears()) return known.users;
    const before = this.forgotten;
    const users = await this.find(actor, conversationId);
    if (before === this.forgotten && this.hears()) this.remember(conversationId, users);
    return users;
  };

  /** Must be called with every fact that the connection receives. */
  observe(name: unknown, payload: unknown): void {
    if (name === "sync:required") this.forget();
    if (name === "conversation:changed") this.forget((payload as { conversationId: string }).conversationId);
  }

  private forget(conversationId?: string): void {
    this.forgotten++;
    if (conversationId === undefined) this.grants.clear();
    else this.grants.delete(conversationId);
  }

  private remember(conversationId: string, users: readonly string[]): void {
    this.grants.delete(conversationId);
    this.grants.set(conversationId, { users, endsAtMs: performance.now() + limits.typingGrantMs });
    if (this.grants.size <= limits.typingGrants) return;
    for (const oldest of this.grants.keys()) {
      this.grants.delete(oldest);
      return;
    }
  }
}

export const typingHandler = (audience: FindAudience): AnyHandler =>
  ((actor: Actor, input: Parameters<typeof setTyping>[1]) => setTyping(actor, input, audience)) as AnyHandler;

const key = Symbol("typing grants");
type Holder = { [key]?: TypingGrants };

/** Returns the connection's cache. It is created at the first typing, because most connections never type. */
export function grantsOf(socket: ParleySocket, hears: () => boolean): TypingGrants {
  const holder = socket as Holder;
  if (holder[key]) return holder[key];
  const grants = new TypingGrants(hears);
  holder[key] = grants;
  socket.onAnyOutgoing((name: unknown, payload: unknown) => grants.observe(name, payload));
  return grants;
}
