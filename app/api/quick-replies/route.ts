import {
  quickReplyCreate,
  quickReplyDelete,
  quickReplyList,
  quickReplyUpdate,
} from "@/lib/contract/commands";
import { route } from "@/lib/server/route";

export const POST = route(quickReplyCreate);
export const DELETE = route(quickReplyDelete);
export const GET = route(quickReplyList);
export const PATCH = route(quickReplyUpdate);
