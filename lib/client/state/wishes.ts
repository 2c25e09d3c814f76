// What somebody has asked for, laid over what the server said until it has answered.
import { putAlone, putConversation, reshowRow, withEntry, withoutEntries } from "./change";
import type { Of } from "./events";
import type { State } from "./types";

export function reduceWishes(
  state: State,
  event: Of<"row:patched" | "row:settled" | "message:patched" | "message:settled" | "read" | "read:refused">,
): State {
  switch (event.type) {
    case "row:patched": {
      const row = state.rows.get(event.conversationId);
      return row ? reshowRow(state, { ...row, patches: [...row.patches, event.patch] }) : state;
    }
    case "row:settled": {
      const next = event.conversation ? putConversation(state, event.conversation) : state;
      const row = next.rows.get(event.conversationId);
      if (!row) return next;
      return reshowRow(next, { ...row, patches: row.patches.filter(({ id }) => id !== event.patchId) });
    }
    case "message:patched": {
      const held = state.messagePatches.get(event.messageId) ?? [];
      return {
        ...state,
        messagePatches: withEntry(state.messagePatches, event.messageId, [...held, event.patch]),
      };
    }
    case "message:settled": {
      const next = event.message ? putAlone(state, event.message, false) : state;
      const left = next.messagePatches.get(event.messageId)?.filter(({ id }) => id !== event.patchId) ?? [];
      const messagePatches =
        left.length === 0
          ? withoutEntries(next.messagePatches, [event.messageId])
          : withEntry(next.messagePatches, event.messageId, left);
      return { ...next, messagePatches };
    }
    case "read": {
      const row = state.rows.get(event.conversationId);
      if (!row || event.seq <= Math.max(row.readTo, row.base.readSeq)) return state;
      return reshowRow(state, { ...row, readTo: Math.min(event.seq, row.base.seq) });
    }
    case "read:refused": {
      const row = state.rows.get(event.conversationId);
      return row ? reshowRow(state, { ...row, readTo: 0 }) : state;
    }
  }
}
