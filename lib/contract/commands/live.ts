import { z } from "zod";
import { command } from "../command";
import * as e from "../entities";
import { limits } from "../limits";
import * as v from "../values";
import { conversationChanges } from "./conversations";

export const sync = command({
  name: "sync",
  summary:
    "Catch up: what changed in the conversations named, the first page of the inbox, and what is unread.",
  measuredAs: "catch-up",
  http: { method: "POST", path: "/api/sync" },
  input: z.strictObject({
    side: v.side.optional().describe("Whose first page is given as inbox: that of one side, or of both."),
    conversations: z
      .array(
        z.strictObject({
          id: v.id,
          rev: v.rev,
          ownRev: v.rev
            .default(0)
            .describe(
              "That of the conversation as it is held; it is answered, too, when only this has moved. Left out, it counts as 0.",
            ),
          marks: z
            .int()
            .min(0)
            .optional()
            .describe(
              "The sum of readSeq and deliveredSeq over the members known. Watermarks do not count as a revision; with this the conversation is also answered when only they have moved.",
            ),
          messages: z
            .boolean()
            .default(true)
            .describe(
              "false: the conversation is answered without the messages that changed, as for a row in a list. Only a client from another history, such as before a restored backup, is given them all the same.",
            ),
        }),
      )
      .max(limits.syncConversations)
      .default([]),
  }),
  output: z.object({
    conversations: z.array(conversationChanges.output),
    missing: z.array(v.id).describe("Those named that the caller is no member of, or no longer."),
    inbox: v.page(e.conversation),
    unread: e.unread,
    serverTime: v.timeOut,
  }),
});

export const presenceWatch = command({
  name: "presence:watch",
  summary: "Be told who of these people comes and goes, from now on instead of the earlier ones.",
  input: z.strictObject({ userIds: z.array(v.id).max(limits.presenceUsers) }),
  output: z.object({ items: z.array(e.presence) }),
});
