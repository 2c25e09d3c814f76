// Presence in Redis. Each user has two small keys: the nodes that they are connected to, and their connections by age.
// Each node keeps a list of its users, so that others can clean up after it, and a heartbeat in one sorted set. All
// keys expire when they are not renewed.
import { nowLua, Script } from "./script";

/** A node renews what it has said of its people several times within this time. */
export const keepMs = 180_000;
/** Long enough for the next node that starts after all nodes have died at once. */
const keepListMs = 24 * 60 * 60 * 1000;
/** Longer than a node needs to end a connection. If it is still there after this time, the request is repeated. */
const keepEndedMs = 10_000;

const prefix = "parley:presence";

const shared = `
local nodes, prefix = '${prefix}:nodes', '${prefix}'
local function places(user) return prefix .. ':at:' .. user end
local function sockets(user) return prefix .. ':sockets:' .. user end
local function ended(user) return prefix .. ':ended:' .. user end
local function list(node) return prefix .. ':of:' .. node end
local function farewell(node) return prefix .. ':farewell:' .. node end

local function dropSockets(user, node, kept)
  for _, name in ipairs(redis.call('ZRANGE', sockets(user), 0, -1)) do
    if string.sub(name, 1, #node + 1) == node .. ' ' and not kept[name] then
      redis.call('ZREM', sockets(user), name)
    end
  end
end

local function leave(user, node)
  redis.call('SREM', places(user), node)
  dropSockets(user, node, {})
  return redis.call('SCARD', places(user)) == 0
end
`;

/**
 * Writes the users of a node: ARGV = node, the most connections a user may have, and [[user, [[socket, its age
 * in ms], ...]], ...]. Returns the users that no node had before, and the connections beyond the limit, oldest first. A
 * node may still list a connection that is about to end. It is not counted again, or it would displace another one.
 * This also counts as a heartbeat. Otherwise a node that dies before its first heartbeat would never be cleaned up.
 */
export const standScript = new Script(`${nowLua}${shared}
local node, most = ARGV[1], tonumber(ARGV[2])
local new, surplus = {}, {}
-- Nobody is ever on a node for which nobody would clear up.
redis.call('ZADD', nodes, 'NX', string.format('%.0f', now), node)
for _, person in ipairs(cjson.decode(ARGV[3])) do
  local user, kept = person[1], {}
  if redis.call('SADD', places(user), node) == 1 and redis.call('SCARD', places(user)) == 1 then
    table.insert(new, user)
  end
  redis.call('SADD', list(node), user)
  for _, socket in ipairs(person[2]) do kept[node .. ' ' .. socket[1]] = true end
  dropSockets(user, node, kept)
  for _, socket in ipairs(person[2]) do
    local name = node .. ' ' .. socket[1]
    if redis.call('SISMEMBER', ended(user), name) == 0 then
      redis.call('ZADD', sockets(user), 'NX', string.format('%.0f', now - socket[2]), name)
    end
  end
  local tooMany = redis.call('ZCARD', sockets(user)) - most
  if tooMany > 0 then
    for _, name in ipairs(redis.call('ZRANGE', sockets(user), 0, tooMany - 1)) do
      redis.call('ZREM', sockets(user), name)
      redis.call('SADD', ended(user), name)
      table.insert(surplus, string.match(name, ' (.*)'))
    end
    redis.call('PEXPIRE', ended(user), ${keepEndedMs})
  end
  redis.call('PEXPIRE', places(user), ${keepMs})
  redis.call('PEXPIRE', sockets(user), ${keepMs})
end
redis.call('PEXPIRE', list(node), ${keepListMs})
return {new, surplus}`);

/** ARGV = node, user...: they are no longer there. Answers those who are now nowhere. */
export const leaveScript = new Script(`${shared}
local gone = {}
for index = 2, #ARGV do
  redis.call('SREM', list(ARGV[1]), ARGV[index])
  if leave(ARGV[index], ARGV[1]) then table.insert(gone, ARGV[index]) end
end
return gone`);

/** ARGV = user...: answers those who are on some node. */
export const onlineScript = new Script(`${shared}
local online = {}
for _, user in ipairs(ARGV) do
  if redis.call('EXISTS', places(user)) == 1 then table.insert(online, user) end
end
return online`);

/**
 * ARGV = node, how many people are there: a sign of life. Answers 1 when Redis has it differently, for the node is
 * new, or was given up by the others, or something got lost.
 */
export const beatScript = new Script(`${nowLua}${shared}
local isNew = redis.call('ZADD', nodes, string.format('%.0f', now), ARGV[1]) == 1
if isNew or redis.call('SCARD', list(ARGV[1])) ~= tonumber(ARGV[2]) then return 1 end
return 0`);

/** ARGV = node, ms: marks this node as dead in `ms`. Then other nodes clean up its users who have not reconnected. */
export const farewellScript = new Script(`${nowLua}${shared}
redis.call('SET', farewell(ARGV[1]), 1, 'PX', ${keepMs})
return redis.call('ZADD', nodes, string.format('%.0f', now - ARGV[2]), ARGV[1])`);

/**
 * ARGV = how long a node may be silent, how many people at once: takes people off a dead node, each of them for one
 * caller only. Answers the dead node's last sign of life, those who are now nowhere, and whether it had said farewell;
 * nothing when all nodes live.
 */
export const clearScript = new Script(`${nowLua}${shared}
local dead = redis.call('ZRANGEBYSCORE', nodes, '-inf', string.format('%.0f', now - ARGV[1]), 'LIMIT', 0, 1)[1]
if not dead then return nil end
local seen, gone = redis.call('ZSCORE', nodes, dead), {}
for _, user in ipairs(redis.call('SPOP', list(dead), ARGV[2])) do
  if leave(user, dead) then table.insert(gone, user) end
end
if redis.call('EXISTS', list(dead)) == 0 then redis.call('ZREM', nodes, dead) end
return {seen, gone, redis.call('EXISTS', farewell(dead))}`);

/** The list of a node's people, as far as Redis knows. */
export const listKey = (node: string) => `${prefix}:of:${node}`;

export const presenceScripts = [
  standScript,
  leaveScript,
  onlineScript,
  beatScript,
  farewellScript,
  clearScript,
];
