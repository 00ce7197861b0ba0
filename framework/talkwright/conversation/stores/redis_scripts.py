"""The Lua of the store in Redis, all of it: each script is one piece, so a turn is written whole or not at all.

``ARGV[1]`` is the prefix of all keys. ``here`` names a conversation: its tenant and its id, joined so that no two are
alike. Times and seqs come as text and are kept as text; ids are padded, so that they are in order as text.

    conversation:<here>  hash   seq, state, began_at, at      recent:<tenant>  zset  here by the time of the last turn
    turns:<here>         zset   rows by their last seq        noted:<tenant>   zset  notes by their time
    inbound:<here>       hash   inbound key -> last seq       due              zset  first deliveries of their queues
    notes:<here>         hash   inbound key -> what was done  alarms           zset  timers by when they can be claimed
    timers:<here>        hash   name -> timer                 delivery:<id>    hash  what is to be sent, to whom
    outbox:<here>        set    deliveries, the dead too      timer:<id>       hash  what is to ring
    queue:<here>:<ch>    list   those that wait, in order     pending          how many wait
"""

from __future__ import annotations

_COMMON = """
local p = ARGV[1]
local function padded(name) return string.format('%020d', redis.call('INCR', p .. name)) end

local function drop_timer(here, name)
  local id = redis.call('HGET', p .. 'timers:' .. here, name)
  if id then
    redis.call('HDEL', p .. 'timers:' .. here, name)
    redis.call('ZREM', p .. 'alarms', id)
    redis.call('DEL', p .. 'timer:' .. id)
  end
end

local function drop_note(tenant, here, inbound_key)
  redis.call('HDEL', p .. 'notes:' .. here, inbound_key)
  redis.call('ZREM', p .. 'noted:' .. tenant, cjson.encode({here, inbound_key}))
end

local function offer(id)
  redis.call('ZADD', p .. 'due', redis.call('HGET', p .. 'delivery:' .. id, 'due_at'), id)
end

local function forget(tenant, here)
  local found = redis.call('EXISTS', p .. 'conversation:' .. here, p .. 'notes:' .. here) > 0
  for _, name in ipairs(redis.call('HKEYS', p .. 'timers:' .. here)) do drop_timer(here, name) end
  for _, key in ipairs(redis.call('HKEYS', p .. 'notes:' .. here)) do drop_note(tenant, here, key) end
  for _, id in ipairs(redis.call('SMEMBERS', p .. 'outbox:' .. here)) do
    local delivery = p .. 'delivery:' .. id
    if redis.call('HGET', delivery, 'state') == 'pending' then redis.call('DECR', p .. 'pending') end
    redis.call('ZREM', p .. 'due', id)
    redis.call('DEL', redis.call('HGET', delivery, 'queue'), delivery)
  end
  for _, kind in ipairs({'conversation:', 'turns:', 'inbound:', 'notes:', 'timers:', 'outbox:'}) do
    redis.call('DEL', p .. kind .. here)
  end
  redis.call('ZREM', p .. 'recent:' .. tenant, here)
  return found
end
"""

# tenant, here, expected seq, last seq, at, inbound key, state, row, noted, {outgoing}, {disarmed}, {armed}
APPEND = (
    _COMMON
    + """
local tenant, here, expected, last, at, inbound_key = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local conversation = p .. 'conversation:' .. here
if (redis.call('HGET', conversation, 'seq') or '0') ~= expected then return 0 end
if inbound_key ~= '' and redis.call('HSETNX', p .. 'inbound:' .. here, inbound_key, last) == 0 then return 0 end
redis.call('HSETNX', conversation, 'began_at', at)
redis.call('HSET', conversation, 'seq', last, 'at', at, 'state', ARGV[8])
redis.call('ZADD', p .. 'turns:' .. here, last, ARGV[9])
redis.call('ZADD', p .. 'recent:' .. tenant, at, here)
if ARGV[10] == '1' and inbound_key ~= '' then drop_note(tenant, here, inbound_key) end
for _, each in ipairs(cjson.decode(ARGV[11])) do
  local id = padded('deliveries')
  local queue = p .. 'queue:' .. here .. ':' .. each[1]
  redis.call('HSET', p .. 'delivery:' .. id, 'here', here, 'channel', each[1], 'recipient', each[2], 'message', each[3],
    'queue', queue, 'due_at', at, 'attempts', 0, 'state', 'pending')
  redis.call('SADD', p .. 'outbox:' .. here, id)
  redis.call('INCR', p .. 'pending')
  if redis.call('RPUSH', queue, id) == 1 then offer(id) end
end
for _, name in ipairs(cjson.decode(ARGV[12])) do drop_timer(here, name) end
for _, each in ipairs(cjson.decode(ARGV[13])) do
  drop_timer(here, each[1])
  local id = padded('timers')
  redis.call('HSET', p .. 'timer:' .. id, 'here', here, 'name', each[1], 'at', each[2])
  redis.call('HSET', p .. 'timers:' .. here, each[1], id)
  redis.call('ZADD', p .. 'alarms', each[2], id)
end
return 1
"""
)

# here, inbound key
FIND = (
    _COMMON
    + """
local here = ARGV[2]
local seq = redis.call('HGET', p .. 'inbound:' .. here, ARGV[3])
if seq then return {redis.call('ZRANGEBYSCORE', p .. 'turns:' .. here, seq, seq)[1], false} end
return {false, redis.call('HGET', p .. 'notes:' .. here, ARGV[3])}
"""
)

# tenant, here, inbound key, what was done, at
NOTE = (
    _COMMON
    + """
redis.call('HSET', p .. 'notes:' .. ARGV[3], ARGV[4], ARGV[5])
redis.call('ZADD', p .. 'noted:' .. ARGV[2], ARGV[6], cjson.encode({ARGV[3], ARGV[4]}))
"""
)

# tenant, limit, the newest time
RECENT = (
    _COMMON
    + """
local found = {}
local newest = redis.call('ZREVRANGEBYSCORE', p .. 'recent:' .. ARGV[2], ARGV[4], '-inf', 'LIMIT', 0, ARGV[3])
for _, here in ipairs(newest) do
  local c = redis.call('HMGET', p .. 'conversation:' .. here, 'seq', 'began_at', 'at')
  table.insert(found, {here, c[1], c[2], c[3]})
end
return found
"""
)

# now, end of the lease, limit
CLAIM = (
    _COMMON
    + """
local found = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', p .. 'due', '-inf', ARGV[2], 'LIMIT', 0, ARGV[4])) do
  redis.call('ZADD', p .. 'due', ARGV[3], id)
  local d = redis.call('HMGET', p .. 'delivery:' .. id, 'here', 'channel', 'recipient', 'message', 'attempts')
  table.insert(found, {id, d[1], d[2], d[3], d[4], d[5]})
end
return found
"""
)

# id, sent
SETTLE = (
    _COMMON
    + """
local id, delivery = ARGV[2], p .. 'delivery:' .. ARGV[2]
if redis.call('HGET', delivery, 'state') ~= 'pending' then return end
local queue, here = unpack(redis.call('HMGET', delivery, 'queue', 'here'))
redis.call('DECR', p .. 'pending')
redis.call('ZREM', p .. 'due', id)
redis.call('LREM', queue, 1, id)
if ARGV[3] == '1' then
  redis.call('DEL', delivery)
  redis.call('SREM', p .. 'outbox:' .. here, id)
else
  redis.call('HSET', delivery, 'state', 'dead')
end
local first = redis.call('LINDEX', queue, 0)
if first and not redis.call('ZSCORE', p .. 'due', first) then offer(first) end
"""
)

# id, until
POSTPONE = (
    _COMMON
    + """
local delivery = p .. 'delivery:' .. ARGV[2]
if redis.call('HGET', delivery, 'state') ~= 'pending' then return end
redis.call('HINCRBY', delivery, 'attempts', 1)
redis.call('HSET', delivery, 'due_at', ARGV[3])
redis.call('ZADD', p .. 'due', 'XX', ARGV[3], ARGV[2])
"""
)

# now, end of the lease, limit
CLAIM_TIMERS = (
    _COMMON
    + """
local found = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', p .. 'alarms', '-inf', ARGV[2], 'LIMIT', 0, ARGV[4])) do
  redis.call('ZADD', p .. 'alarms', ARGV[3], id)
  local t = redis.call('HMGET', p .. 'timer:' .. id, 'here', 'name', 'at')
  table.insert(found, {id, t[1], t[2], t[3]})
end
return found
"""
)

# id, again at, or nothing
SETTLE_TIMER = (
    _COMMON
    + """
local here, name = unpack(redis.call('HMGET', p .. 'timer:' .. ARGV[2], 'here', 'name'))
if not here then return end
if ARGV[3] == '' then drop_timer(here, name) else redis.call('ZADD', p .. 'alarms', 'XX', ARGV[3], ARGV[2]) end
"""
)

# tenant, here
FORGET = _COMMON + "return forget(ARGV[2], ARGV[3]) and 1 or 0"

# tenant, time, limit
FORGET_BEFORE = (
    _COMMON
    + """
local tenant, before = ARGV[2], '(' .. ARGV[3]
local old = redis.call('ZRANGEBYSCORE', p .. 'recent:' .. tenant, '-inf', before, 'LIMIT', 0, ARGV[4])
for _, here in ipairs(old) do forget(tenant, here) end
for _, note in ipairs(redis.call('ZRANGEBYSCORE', p .. 'noted:' .. tenant, '-inf', before)) do
  local each = cjson.decode(note)
  drop_note(tenant, each[1], each[2])
end
return #old
"""
)
