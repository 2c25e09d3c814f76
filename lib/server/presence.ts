import { use } from "./slot";

export const isOnline = (userId: string): boolean => use("isOnline")(userId);
