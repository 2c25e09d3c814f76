// Rate limits and failure counts that all nodes share. Without Redis each node goes by its own.
import { createHash } from "node:crypto";
import type { Rate } from "../../contract/limits";
import type { Limiter } from "../limiter";
import type { RedisLink } from "./connect";
import { nowLua, Script } from "./script";

/**
 * The same algorithm as in memory: one number a key, the instant at which the bucket is full again. With two keys both
 * are taken from, or neither. Less than a hundredth of a millisecond is what rounding makes, not a wait.
 */
const takeScript = new Script(`${nowLua}
local full, wait = {}, 0
for at = 1, #KEYS do
  local step, burst = tonumber(ARGV[2 * at - 1]), tonumber(ARGV[2 * at])
  full[at] = math.max(tonumber(redis.call('GET', KEYS[at]) or '0'), now) + step
  wait = math.max(wait, full[at] - (now + burst * step))
end
if wait > 0.01 then return math.ceil(wait) end
for at = 1, #KEYS do
  redis.call('SET', KEYS[at], string.format('%.3f', full[at]), 'PX', math.ceil(full[at] - now))
end
return 0`);

const giveBackScript = new Script(`${nowLua}
local full = tonumber(redis.call('GET', KEYS[1]) or '0') - tonumber(ARGV[1])
if full <= now then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now))
return 1`);

/** Counts and tells in one step, so that of many at once exactly so many are early enough. */
const countScript = new Script(`
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`);

const lookScript = new Script(`
return {tonumber(redis.call('GET', KEYS[1]) or '0'), redis.call('PTTL', KEYS[1])}`);

const rateKey = (key: string) => `parley:rate:${key}`;
/** Hashes the key, so that Redis holds no email address. */
const failuresKey = (key: string) =>
  `parley:failures:${createHash("sha256").update(key).digest("base64url")}`;

export function sharedLimiter(link: RedisLink, own: Limiter): Limiter {
  const ask = async (script: Script, keys: string | readonly string[], values: readonly string[]) =>
    link.ask((client) => script.run(client, typeof keys === "string" ? [keys] : keys, values));

  return {
    take(key, rate, total) {
      // A call beyond this node's own limit needs no Redis call. It also keeps the local buckets current if Redis fails.
      const ownWaitMs = own.take(key, rate, total);
      if (!link.isUp || typeof ownWaitMs !== "number" || ownWaitMs > 0) return ownWaitMs;
      const keys = total ? [rateKey(key), rateKey(total.key)] : rateKey(key);
      const values = total ? [...valuesOf(rate), ...valuesOf(total.rate)] : valuesOf(rate);
      return ask(takeScript, keys, values).then(Number, () => 0);
    },
    async giveBack(key, rate) {
      own.giveBack(key, rate);
      await ask(giveBackScript, rateKey(key), [String(1000 / rate.perSecond)]).catch(() => {});
    },
    async lockedForMs(key, failures) {
      try {
        const [count = 0, leftMs = 0] = numbers(await ask(lookScript, failuresKey(key), []));
        return count >= failures ? Math.max(0, leftMs) : 0;
      } catch {
        return own.lockedForMs(key, failures);
      }
    },
    async countFailure(key, windowMs) {
      try {
        const [count = 0, leftMs = 0] = numbers(await ask(countScript, failuresKey(key), [String(windowMs)]));
        return { count, endsInMs: leftMs };
      } catch {
        return own.countFailure(key, windowMs);
      }
    },
    async forgetFailures(key) {
      own.forgetFailures(key);
      await link.ask((client) => client.del(failuresKey(key))).catch(() => {});
    },
  };
}

const valuesOf = ({ perSecond, burst }: Rate): string[] => [String(1000 / perSecond), String(burst)];

const numbers = (answer: unknown): number[] => (Array.isArray(answer) ? answer.map(Number) : []);
