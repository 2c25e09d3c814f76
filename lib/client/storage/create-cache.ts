import type { CacheFactory } from "../engine/ports";
import { BrowserCache } from "./cache";

export const createCache: CacheFactory = ({ userId }) => new BrowserCache(userId);
