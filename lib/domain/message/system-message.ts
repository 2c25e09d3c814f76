import { type SystemEvent, systemEvents } from "../../contract/system-events";
import { uuidv7 } from "../../contract/uuid";
import type { Outgoing } from "./send-batch";

/** With an id made of what it is about, a repeated event is the same message. */
export const systemMessage = (conversationId: string, event: SystemEvent, id = uuidv7()): Outgoing => ({
  id,
  conversationId,
  senderId: null,
  type: "SYSTEM",
  text: systemEvents[event],
  payload: { event },
  replyToId: null,
});
