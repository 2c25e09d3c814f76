import { use } from "./slot";

export const online = (userIds: readonly string[]): Promise<ReadonlySet<string>> => use("online")(userIds);
