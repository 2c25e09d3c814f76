// Signing out: through the client engine where it runs, since it knows what has not been sent yet.
import { signOut } from "@/lib/client/account";
import { release } from "@/lib/client/storage/holder";
import { forgetPages } from "./offline-pages";

export type Left = "done" | "unsent" | "failed";
type Leave = (force: boolean) => Promise<Left>;

let engineLeave: Leave | null = null;

/** Called by whoever has an engine; answers the function that takes it back. */
export function leaveThrough(way: Leave): () => void {
  engineLeave = way;
  return () => {
    if (engineLeave === way) engineLeave = null;
  };
}

let isUnderWay = false;

/** While one signs out oneself, nobody needs to be told that the session has ended. */
export const isLeaving = (): boolean => isUnderWay;

export async function leave(userId: string, force: boolean): Promise<Left> {
  isUnderWay = true;
  const left = await (engineLeave ? engineLeave(force) : leaveAlone(userId, force));
  if (left === "done") await forgetPages();
  isUnderWay = left === "done";
  return left;
}

/** On a page without an engine: what this browser keeps of the person goes all the same. */
async function leaveAlone(userId: string, force: boolean): Promise<Left> {
  const { Connection } = await import("@/lib/client/storage/connection");
  const storage = new Connection(userId);
  const unsent = await storage.use((database) => database.count("outbox")).catch(() => 0);
  if (unsent > 0 && !force) {
    storage.close();
    return "unsent";
  }
  const result = await signOut(userId);
  if (!result.ok) {
    storage.close();
    return "failed";
  }
  await storage.clear();
  release(userId);
  return "done";
}
