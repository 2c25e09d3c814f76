// The general part of the generated documentation: how the API behaves as a whole. Texts are Markdown.
import type { FactName } from "../contract/facts";
import { guessRates, limits, pageRates, rates } from "../contract/limits";

const number = (value: number) => value.toLocaleString("en");
const minutes = (ms: number) => ms / 60_000;

export const guide: readonly { title: string; text: string }[] = [
  {
    title: "Answers",
    text:
      "Every answer is an envelope: `{ok: true, data}` or `{ok: false, error: {code, message, details?, retryAfterMs?}}`. " +
      "Go by the code; the message is for people. Fields may be added to answers, none is renamed. " +
      "Input is taken to the letter: a field or query parameter that a command does not know is `invalid_input`, and " +
      "`details` names each field that is wrong. An address that does not know a method answers 405 with " +
      "`invalid_input` and lists the methods it does know in `Allow`. What is absent and what is somebody else's is " +
      "`not_found` alike; `forbidden` is what the caller may see but not do.",
  },
  {
    title: "Signing in",
    text:
      "Programs exchange email and password for a token at `POST /api/tokens` and send it as `Authorization: Bearer`. " +
      "Pages of the same origin use the session cookie; a token counts before it. What a cookie authorises has to come " +
      "from a page of Parley's own or of an origin that the operator has named, or it is `forbidden`; scheme, host and port " +
      "all have to agree. Elements of a page, such as pictures and frames, cannot call a command (`Sec-Fetch-Dest`). " +
      "All tabs of a browser share its cookie, so a page says whose it is in `X-Parley-User: <user id>` (a socket in " +
      "`auth: {userId}`); once the cookie is somebody else's, the answer is `unauthenticated`. " +
      `After ${limits.signInFailures} failures in ${minutes(limits.signInWindowMs)} minutes an account is closed to the network they came from (one address, or the /64 of IPv6). ` +
      "A network that fails with many accounts, and an account that many networks fail with, are slowed down as well; networks that " +
      "an account has been used from stay open to it. " +
      `A network makes some ${guessRates.signUp.burst} accounts an hour. ` +
      "Who has a second factor also sends `code`, from the app or a recovery code; without it, or with a wrong one, a right password is " +
      "answered by `unauthenticated` with `details` that name `code`. Each code counts once. Admins without a second factor are " +
      "`forbidden` everything but setting one up, save in the demo. " +
      "A token that was made from a session or another token ends with it and does not outlive it. Changing the password ends all other sign-ins.",
  },
  {
    title: "Invitations",
    text:
      "A seller makes a link with `POST /api/invitations`. People who open it sign up as customers of that seller, who may then " +
      "write to them and sees their email and phone; a program passes the token as `invitation` to `POST /api/users`. " +
      `A token is good for ${limits.invitationMs / 86_400_000} days and for any number of people. It cannot be changed or made for ` +
      "another seller: such a token is `invalid_input` with `details` that name `invitation` when signing up, and `not_found` when " +
      "asking who invites. It is `gone` after its time, and while its seller is suspended or does not sell any more. " +
      "An account that exists already is not changed by an invitation.",
  },
  {
    title: "Becoming a seller",
    text:
      "A customer's first listing makes the account a seller's. `POST /api/listings` then needs `becomeSeller: true`; without it " +
      "the answer is `forbidden` with `details` that name `becomeSeller`, and nothing changes. Tokens, sessions and open " +
      "connections have the new role at once, and the fact `account:changed` tells the person's own connections. Conversations " +
      "that the person has as a customer stay as they are. Admins cannot sell.",
  },
  {
    title: "Sending safely",
    text:
      "A message's id is a UUID that its sender makes before sending. Sending the same id with the same content again, " +
      "over HTTP or a socket, answers with the stored message, so a call whose answer was lost can simply be repeated; " +
      "with other content it is a `conflict`. Repeat whatever is `rate_limited`, `unavailable` or `internal` after " +
      "`retryAfterMs` (over HTTP also `Retry-After`).",
  },
  {
    title: "Pages",
    text:
      `Lists answer \`{items, nextCursor}\` and take \`cursor\` and \`limit\` (1 to ${limits.pageItems}, else ${limits.defaultPageItems}; ${limits.threadPageItems} for messages). ` +
      "A cursor belongs to its list and its filters. Messages come in the order of `seq`; of `before`, `after`, `around` " +
      "and `cursor` give one at most. `before` and `after` leave out the one they name; around it, it stands in the middle.",
  },
  {
    title: "Catching up",
    text:
      "A conversation's `seq` numbers its messages and its `rev` counts every change, both without gaps. Whoever holds a " +
      "conversation at one revision asks `conversation:changes` for what came since; a gap in `rev` between two facts " +
      `means the same. After more than ${limits.changedRows} changed messages the answer says \`reset: true\` and begins anew with the newest. ` +
      "Editing or deleting a message takes one revision for it and one for each message that quotes it. " +
      "Read and delivered marks only rise and take no revision. Nor does what only the caller's side sees: archived, pinned " +
      "and muted, and for all but the customer priority, tags and flags. It is counted by `ownRev`. " +
      "Give the `ownRev` that you hold to `sync`; without one a conversation with such changes is answered each time. " +
      "Replace a row by one whose `rev` and `ownRev` are both at least as high.",
  },
  {
    title: "Limits",
    text:
      `Texts have at most ${number(limits.textChars)} characters (Unicode code points), bodies and frames ${limits.frameBytes / 1024} KiB, uncompressed JSON in UTF-8. ` +
      `For each person: ${rates.send.perSecond} messages a second with bursts of ${rates.send.burst} (also those sent along with an opening), ${rates.search.perSecond} searches a second of each kind (a conversation list with \`search\` is one), ` +
      `${rates.openConversation.burst} openings of conversations an hour for customers, ${rates.invitation.burst} invitations an hour, ${rates.typing.perSecond} times typing a second (more is dropped without a word), ` +
      `and ${rates.other.perSecond} a second of any other command with bursts of ${rates.other.burst}. ` +
      `Those other commands together have ${rates.together.perSecond} a second with bursts of ${rates.together.burst}; sending, typing, searching messages and customers' openings do not count towards it. ` +
      `Whoever is not signed in is counted by network: an IPv4 address, or the first 64 bits of an IPv6 address. ` +
      `Pages have ${pageRates.person.perSecond} a second for a person and ${pageRates.network.perSecond} for a network of strangers, \`/api/auth\` ${pageRates.signIn.perSecond}; files have no limit. ` +
      "All of them are told to a socket in `session:ready`.",
  },
  {
    title: "Live",
    text:
      "Socket.IO at `/socket.io`, with the session cookie or `auth: {token}`; without a valid one `connect_error` comes with " +
      '`data.code = "unauthenticated"`. Every command below that is marked so can be emitted by its name, with the whole ' +
      "input as one object and an acknowledgement that gets the envelope. Facts, listed below, are hints: whatever was lost " +
      `on the way is found again by \`sync\`. A person has at most ${limits.connectionsPerUser} connections, beyond which the oldest is closed; ` +
      `a frame of more than ${limits.frameBytes / 1024} KiB closes the connection.`,
  },
  {
    title: "Operations",
    text:
      "`GET /api/health` says that the process is alive, `GET /api/ready` that it can do its work, and `GET /metrics` is for " +
      "Prometheus, from the same machine or with a token. Every answer has an `X-Request-Id`, the caller's own where it sent one.",
  },
];

type FactDoc = { payload: string; says: string };

export const factDocs: { readonly [N in FactName]: FactDoc } = {
  "session:ready": {
    payload: "{userId, sessionId, role, serverTime, limits, protocol}",
    says: "Once after connecting. A handshake may say `auth: {protocol}`. Ignore facts and fields that you do not know.",
  },
  "message:sent": {
    payload: "{conversationId, rev, message: Message, conversation: Conversation}",
    says: "To every member, the sender's other devices included. The conversation is the recipient's own view of it.",
  },
  "message:changed": {
    payload: "{conversationId, rev, message: Message}",
    says: "After an edit, a deletion or a reaction, and for each message that quotes one whose text has changed.",
  },
  "conversation:changed": {
    payload: "{conversationId, rev, isOwn?, conversation: Conversation}",
    says: "Status, tags, priority, flag, membership, or what is the recipient's own. With `isOwn: true` only the recipient's side sees the change: `ownRev` is higher and `rev` the same, so the fact does not stand for the change that made this `rev`.",
  },
  "member:changed": {
    payload: "{conversationId, userId, readSeq, deliveredSeq, at}",
    says: "Somebody has received or read further.",
  },
  "typing:changed": {
    payload: "{conversationId, userId, typing}",
    says: "Taken back by the server when it is not renewed within three seconds.",
  },
  "presence:changed": { payload: "Presence", says: "Of those whom `presence:watch` named." },
  "unread:changed": { payload: "Unread", says: "The recipient's own totals." },
  "account:changed": {
    payload: "{user: User}",
    says: "To the person alone: their first listing has made the account a seller's.",
  },
  "sync:required": { payload: "{}", says: "The server may have missed something: call `sync`." },
  "session:ended": {
    payload: "{reason}",
    says: "signed_out, expired, suspended, replaced, too_many_connections or client_outdated; then the socket closes.",
  },
};
