// One user's client state, and a connection to the model server that delays, reorders, duplicates and loses.
import { emptyState } from "../../../lib/client/state/begin";
import { idsBehind, knownOf, marksOf } from "../../../lib/client/state/behind";
import type { Event } from "../../../lib/client/state/events";
import { reduce } from "../../../lib/client/state/reduce";
import { shownWindow } from "../../../lib/client/state/threads";
import type { State } from "../../../lib/client/state/types";
import { firstSeq, lastSeq } from "../../../lib/client/state/windows";
import type { ToldFact } from "../../../lib/client/transport/socket";
import type { ErrorBody } from "../../../lib/contract/envelope";
import { type ConversationFilter, filterOfKey, listKey } from "../../../lib/contract/initial";
import { type ModelServer, me } from "./server";

const notFound: ErrorBody = { code: "not_found", message: "This conversation does not exist." };
export const pageLimit = 3;

/** The server answers when the request is served, and the client hears the answer when it is delivered. */
type Request = () => Event[];
type OnTheWay = { events: Event[]; isFact: boolean };

export class ModelClient {
  state: State = emptyState(me);
  readonly requests: Request[] = [];
  readonly wire: OnTheWay[] = [];

  constructor(readonly server: ModelServer) {}

  dispatch(...events: Event[]): void {
    for (const event of events) this.state = reduce(this.state, event);
  }

  tell(facts: readonly ToldFact[] | undefined): void {
    for (const fact of facts ?? [])
      this.wire.push({ events: [{ type: "fact", fact, nowMs: 0 }], isFact: true });
  }

  /** Also for acknowledgements, which travel separately. */
  answer(events: Event[]): void {
    this.wire.push({ events, isFact: false });
  }

  serve(pick: number): void {
    const [request] = this.requests.splice(pick % Math.max(1, this.requests.length), 1);
    if (request) this.answer(request());
  }

  deliver(pick: number, isTwice: boolean): void {
    const index = pick % Math.max(1, this.wire.length);
    const found = this.wire[index];
    if (!found) return;
    // An answer arrives once. Facts may arrive again, also much later.
    if (!isTwice || !found.isFact) this.wire.splice(index, 1);
    this.dispatch(...found.events);
  }

  /** The connection breaks and drops facts in transit. Open requests are answered over a new connection. */
  lose(): void {
    for (const [index, { isFact }] of [...this.wire.entries()].reverse())
      if (isFact) this.wire.splice(index, 1);
  }

  askList(key: string, isMore: boolean): void {
    const filter = filterOfKey(key);
    this.dispatch({ type: "list:wanted", key, filter });
    const list = this.state.lists.get(key);
    if (isMore && list?.nextCursor == null) return;
    const shown = Math.max(pageLimit, list?.ids.length ?? 0);
    const cursor = isMore ? (list?.nextCursor ?? null) : null;
    this.requests.push(() => [
      {
        type: "list:page",
        key,
        isFirst: !isMore,
        ...this.server.list(filter, isMore ? pageLimit : shown, cursor),
      },
    ]);
  }

  askPage(conversationId: string, kind: "open" | "older" | "newer" | "around", pick: number): void {
    const row = this.state.rows.get(conversationId);
    if (!row) {
      this.requests.push(() => {
        const conversation = this.server.conversation(conversationId);
        return conversation
          ? [{ type: "rows", conversations: [conversation] }]
          : [{ type: "lost", conversationId }];
      });
      return;
    }
    const thread = this.state.threads.get(conversationId);
    const window = thread && shownWindow(thread);
    if ((kind === "older" || kind === "newer") && !window) return;
    const around = (pick % Math.max(1, row.base.seq)) + 1;
    const place =
      kind === "older"
        ? { before: firstSeq(window ?? []) }
        : kind === "newer"
          ? { after: lastSeq(window ?? []) }
          : kind === "around"
            ? { around }
            : {};
    this.dispatch({ type: "thread:wanted", conversationId, rev: row.base.rev });
    this.requests.push(() => {
      const messages = this.server.page(conversationId, place, pageLimit);
      if (!messages) return [{ type: "thread:failed", conversationId, error: notFound }];
      return [{ type: "thread:page", conversationId, kind, around: place.around, messages }];
    });
  }

  askChanges(id: string): void {
    const since = knownOf(this.state, id);
    this.requests.push(() => {
      const changes = this.server.changes(id, since.rev);
      return changes ? [{ type: "changes", since, changes }] : [{ type: "lost", conversationId: id }];
    });
  }

  askSync(inbox: ConversationFilter = {}): void {
    const named = [...this.state.rows.keys()].map((id) => ({
      id,
      ...knownOf(this.state, id),
      marks: marksOf(this.state, id),
      messages: this.state.threads.has(id),
    }));
    const bare = new Set(named.filter(({ messages }) => !messages).map(({ id }) => id));
    const asked = new Map(named.map(({ id, rev, ownRev }) => [id, { rev, ownRev }]));
    const inboxKey = listKey(inbox);
    this.requests.push(() => [
      { type: "synced", asked, bare, inboxKey, answer: this.server.sync(named, inbox) },
    ]);
  }

  /** Delivers everything in transit, in order. */
  drain(): void {
    while (this.requests.length > 0) this.serve(0);
    while (this.wire.length > 0) this.deliver(0, false);
  }

  /** What the syncer does when it is idle. */
  fillGaps(): void {
    for (let tries = 0; idsBehind(this.state).length > 0; tries++) {
      if (tries > 5) throw new Error(`Still behind: ${idsBehind(this.state).join()}`);
      for (const id of idsBehind(this.state)) this.askChanges(id);
      this.drain();
    }
  }

  catchUp(): void {
    this.askSync();
    this.drain();
    this.fillGaps();
    for (const key of this.state.lists.keys()) this.askList(key, false);
    this.drain();
    this.fillGaps();
  }
}
