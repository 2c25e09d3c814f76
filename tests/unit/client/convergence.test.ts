// On any network, a client ends with the server's state. A failing run prints its seed and its steps. Earlier failures
// are kept below as named cases.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listKey } from "../../../lib/contract/initial";
import { expectTrue, ids, run, type Step } from "../../helpers/model/run";

const side = fc.constantFrom(undefined, "customer" as const, "seller" as const);
const keys = [
  {},
  { side: "customer" as const },
  { side: "seller" as const },
  { side: "seller" as const, waiting: true },
  { unread: true },
  { tag: "hot" },
  { status: "ARCHIVED" as const },
].map(listKey);

const pick = fc.nat(1000);
const id = fc.constantFrom(...ids);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      id,
      byMe: fc.boolean(),
      isAcked: fc.boolean(),
      pick,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("edit" as const, "delete" as const, "react" as const),
      id,
      isAcked: fc.boolean(),
      pick,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("update" as const), id, pick }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("read" as const, "delivered" as const),
      id,
      byMe: fc.boolean(),
      pick,
    }),
  },
  { weight: 14, arbitrary: fc.record({ do: fc.constant("deliver" as const), isTwice: fc.boolean(), pick }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("serve" as const), pick }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("page" as const),
      id,
      kind: fc.constantFrom("open" as const, "older" as const, "newer" as const, "around" as const),
      pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("list" as const),
      key: fc.constantFrom(...keys),
      isMore: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("changes" as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sync" as const), side }) },
);
const loss = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("break" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("exclude" as const), id }) },
);
const runs = Number(process.env.PARLEY_PROPERTY_RUNS ?? 400);

describe("a client's state", () => {
  it("reaches the server's state from facts in any order and number, and syncs at each known gap", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
        const client = run(steps);
        client.drain();
        client.fillGaps();
        expectTrue(client);
      }),
      { numRuns: runs },
    );
  });

  it("reaches the server's state after one sync, for any loss", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 15, arbitrary: step }, { weight: 1, arbitrary: loss }), {
          maxLength: 120,
          size: "max",
        }),
        (steps) => {
          const client = run(steps);
          client.lose();
          client.drain();
          client.catchUp();
          expectTrue(client);
          expect(client.state.unread).toEqual(client.server.unread());
        },
      ),
      { numRuns: runs },
    );
  });

  it("is not changed by repeated facts", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const client = run(steps);
        const told = client.wire.flatMap(({ events, isFact }) => (isFact ? events : []));
        client.drain();
        client.fillGaps();
        const { state } = client;
        client.dispatch(...told);
        expect(client.state).toEqual(state);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });
});

const id0 = { id: "a" };
const send: Step = { do: "send", ...id0 };
const edit: Step = { do: "edit", ...id0 };
const open: Step = { do: "page", kind: "open", ...id0 };
const serve: Step = { do: "serve" };
const next: Step = { do: "deliver" };
const at = (pick: number): Step => ({ do: "deliver", pick });

/** Cases from failing random runs. Each converges both without and with a sync. */
const found: [name: string, steps: Step[]][] = [
  ["a user reads before their conversation is known", [send, { do: "read", ...id0, pick: 1 }, at(2), next]],
  [
    "a delivered mark overtakes the read mark before it",
    [
      send,
      send,
      { do: "read", byMe: true, ...id0, pick: 1 },
      { do: "delivered", byMe: true, ...id0, pick: 2 },
      next,
      at(5),
    ],
  ],
  [
    "an edit of a quoted message comes again after a later one",
    [
      send,
      { ...send, pick: 3 } as Step,
      edit,
      next,
      open,
      serve,
      edit,
      at(4),
      { do: "deliver", isTwice: true, pick: 2 },
    ],
  ],
  [
    "an acknowledgement of a message that was edited since comes when its page is under way",
    [{ do: "send", byMe: true, isAcked: true, ...id0 }, edit, send, send, { do: "break" }, send, at(1), open],
  ],
  [
    "an edit overtakes its message while the first page is empty",
    [{ do: "update", ...id0 }, next, open, serve, send, edit, at(3)],
  ],
  [
    "a conversation is lost while its page is under way",
    [send, next, open, serve, { do: "exclude", ...id0 }, { do: "changes", ...id0 }, serve, at(1)],
  ],
  [
    "what a page lacks was told while it was under way",
    [send, next, { do: "sync" }, serve, open, send, edit, at(2), at(2)],
  ],
  [
    "a page is empty and what comes next is lost",
    [{ do: "update", ...id0 }, next, open, serve, next, send, { do: "break" }],
  ],
  [
    "an old acknowledgement comes when a newer page is under way",
    [
      send,
      { ...send, pick: 3 } as Step,
      { do: "edit", isAcked: true, ...id0 },
      edit,
      send,
      at(8),
      { do: "page", kind: "around", ...id0, pick: 1 },
    ],
  ],
  [
    "an answer is edited, and what it quotes is edited and told before that",
    [send, next, open, { ...send, pick: 3 } as Step, serve, { ...edit, pick: 1 } as Step, edit, at(4), at(2)],
  ],
];

describe("an earlier failure", () => {
  it.each(found)("converges: %s", (_, steps) => {
    const client = run(steps);
    client.drain();
    client.catchUp();
    expectTrue(client);
  });
});
