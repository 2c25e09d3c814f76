// Who of the tabs sends, where the browser has no locks.
import { limits } from "../../contract/limits";
import type { TakeLease } from "../tabs/leader";
import { type Connection, finished } from "./connection";

export const leaseIn =
  (connection: Connection): TakeLease =>
  (tab, untilMs, nowMs) =>
    connection.use(async (database) => {
      const transaction = database.transaction("single", "readwrite");
      const take = async () => {
        const held = await transaction.store.get("leader");
        // A clock that was set back must not give anyone a lease for hours.
        const holds =
          held && "tab" in held && held.untilMs > nowMs && held.untilMs - nowMs <= limits.leaderLeaseMs;
        if (holds && held.tab !== tab) return false;
        await transaction.store.put({ tab, untilMs }, "leader");
        return true;
      };
      return finished(transaction, take());
    });
