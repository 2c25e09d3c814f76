// Judges a history without side effects. Each broken promise becomes a line that names the promise, the fault and the
// client.
import type { ClientHistory, Held, History, Kept, Stored, StoredConversation } from "./history";

/** A longer report is not useful. */
const maxProblems = 30;

type Judge = (history: History) => string[];

export function judge(history: History): string[] {
  return [
    keepsWhatWasAcknowledged,
    storesOnce,
    storesOnlyWhatWasSent,
    numbersWithoutGaps,
    keepsEachSendersOrder,
    tellsTheSameToAll,
    tellsOnceAConnection,
    tellsOnlyMembers,
    bringsAllToTheSame,
    totalsAreRight,
  ]
    .flatMap((each) => each(history))
    .slice(0, maxProblems);
}

const byId = ({ conversations }: Stored) =>
  new Map(
    conversations.flatMap(({ id, messages }) =>
      messages.map((message) => [message.id, { ...message, conversationId: id }] as const),
    ),
  );

const keepsWhatWasAcknowledged: Judge = ({ clients, stored }) => {
  const found = byId(stored);
  return clients.flatMap(({ name, userId, sent, acknowledged }) => {
    const written = new Map(sent.map((each) => [each.id, each]));
    return acknowledged.flatMap(({ id, conversationId, seq }) => {
      const kept = found.get(id);
      if (!kept) return [`lost: ${id} of ${name} was acknowledged and is not stored`];
      if (kept.conversationId !== conversationId || kept.seq !== seq)
        return [`moved: ${id} of ${name} was acknowledged as ${seq} and is stored as ${kept.seq}`];
      if (kept.senderId !== userId || kept.text !== written.get(id)?.text)
        return [`changed: ${id} of ${name} is not stored as it was written`];
      return [];
    });
  });
};

const storesOnce: Judge = ({ stored }) => {
  const seen = new Set<string>();
  return stored.conversations.flatMap(({ messages }) =>
    messages.flatMap(({ id }) => {
      if (seen.has(id)) return [`doubled: ${id} is stored twice`];
      seen.add(id);
      return [];
    }),
  );
};

const storesOnlyWhatWasSent: Judge = ({ clients, stored }) => {
  const sent = new Set(clients.flatMap((client) => client.sent.map(({ id }) => id)));
  const acknowledged = new Set(clients.flatMap((client) => client.acknowledged.map(({ id }) => id)));
  const refused = clients.flatMap((client) => client.refused.map((each) => each));
  const found = byId(stored);
  const unknown = [...found.keys()].filter((id) => !sent.has(id)).map((id) => `invented: nobody sent ${id}`);
  // Another device may have sent the same id successfully, as in a conflict.
  const kept = refused.filter(({ id }) => found.has(id) && !acknowledged.has(id));
  return [...unknown, ...kept.map(({ id, code }) => `refused yet stored: ${id} (${code})`)];
};

const numbersWithoutGaps: Judge = ({ stored }) =>
  stored.conversations.flatMap(({ id, rev, messages }) => {
    const seqs = messages.map(({ seq }) => seq).sort((a, b) => a - b);
    const gap = seqs.findIndex((seq, index) => seq !== index + 1);
    const high = messages.find((message) => message.rev > rev);
    return [
      ...(gap < 0 ? [] : [`gap: ${id} has ${seqs[gap]} where ${gap + 1} should stand`]),
      ...(high ? [`ahead: ${high.id} has revision ${high.rev} in ${id}, which is at ${rev}`] : []),
    ];
  });

/** Each client sends the messages of a conversation one after the other, so they must be stored in that order. */
const keepsEachSendersOrder: Judge = ({ clients, stored }) => {
  const found = byId(stored);
  return clients.flatMap(({ name, sent }) => {
    const last = new Map<string, number>();
    return sent.flatMap(({ id, conversationId }) => {
      const seq = found.get(id)?.seq;
      if (seq === undefined) return [];
      const before = last.get(conversationId) ?? 0;
      last.set(conversationId, seq);
      return seq < before ? [`out of order: ${name} wrote ${id} after what stands behind it`] : [];
    });
  });
};

const tellsTheSameToAll: Judge = ({ clients, stored }) => {
  const found = byId(stored);
  return clients.flatMap(({ name, told }) =>
    told.flatMap(({ message, conversationId }) => {
      if (!message) return [];
      const kept = found.get(message.id);
      if (!kept) return [`told in vain: ${name} heard of ${message.id}, which is not stored`];
      if (kept.seq === message.seq && kept.conversationId === conversationId) return [];
      return [`told otherwise: ${name} heard of ${message.id} as ${message.seq}, it is ${kept.seq}`];
    }),
  );
};

const tellsOnceAConnection: Judge = ({ clients }) =>
  clients.flatMap(({ name, told }) => {
    const seen = new Set<string>();
    return told.flatMap(({ connection, name: fact, message }) => {
      if (!message) return [];
      const key = `${connection} ${fact} ${message.id} ${message.rev}`;
      if (seen.has(key)) return [`told twice: ${name} heard of ${message.id} twice on one connection`];
      seen.add(key);
      return [];
    });
  });

const tellsOnlyMembers: Judge = ({ clients, stored }) => {
  const members = new Map(
    stored.conversations.map(({ id, members: present }) => [id, present.map(({ userId }) => userId)]),
  );
  return clients.flatMap(({ name, userId, told, held }) => {
    const isForeign = (id: string | null) => id !== null && !members.get(id)?.includes(userId);
    const foreign = [
      ...told.map(({ conversationId }) => conversationId),
      ...held.map(({ conversationId }) => conversationId),
    ].filter(isForeign);
    return [...new Set(foreign)].map((id) => `leaked: ${name} got something of ${id}`);
  });
};

const bringsAllToTheSame: Judge = ({ clients, stored }) =>
  clients.flatMap((client) =>
    stored.conversations
      .filter(({ members }) => members.some(({ userId }) => userId === client.userId))
      .flatMap((conversation) => differences(client, conversation)),
  );

function differences({ name, userId, held }: ClientHistory, stored: StoredConversation): string[] {
  const own: Held | undefined = held.find(({ conversationId }) => conversationId === stored.id);
  if (!own) {
    return stored.messages.length > 0 ? [`behind: ${name} does not know of ${stored.id}`] : [];
  }
  const problems: string[] = [];
  if (own.rev !== stored.rev)
    problems.push(`behind: ${name} holds revision ${own.rev} of ${stored.id}, it is at ${stored.rev}`);
  const { unread, ownRev } = stored.members.find((member) => member.userId === userId) ?? {};
  if (own.ownRev !== ownRev)
    problems.push(
      `behind: ${name} holds change ${own.ownRev} of its side of ${stored.id}, it is at ${ownRev}`,
    );
  if (own.unread !== unread)
    problems.push(`miscounted: ${name} shows ${own.unread} unread in ${stored.id}, there are ${unread}`);
  const [ours, theirs] = [inOrder(own.messages), inOrder(stored.messages)];
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  if (at >= 0 || ours.length !== theirs.length)
    problems.push(
      `different: ${name} holds ${ours.length} of ${theirs.length} messages of ${stored.id}, at ${at}: ${ours[at]}`,
    );
  return problems;
}

const inOrder = (messages: readonly Kept[]): string[] =>
  [...messages]
    .sort((one, other) => one.seq - other.seq)
    .map(({ id, seq, rev, senderId, text }) => JSON.stringify([id, seq, rev, senderId, text]));

/** The newest totals that a client received equal the stored ones and the sums of the unread counts. */
const totalsAreRight: Judge = ({ clients, stored }) =>
  clients.flatMap(({ name, userId, totals }) => {
    const kept = stored.totals.find((each) => each.userId === userId);
    if (!kept || !totals) return [`no totals: ${name}`];
    const isSame =
      kept.rev === totals.rev &&
      kept.messages === totals.messages &&
      kept.conversations === totals.conversations;
    return isSame
      ? []
      : [`totals: ${name} shows ${JSON.stringify(totals)}, stored are ${JSON.stringify(kept)}`];
  });
