// Every bound of Parley that a client can meet. Clients get `clientLimits` in `session:ready`.

export const limits = {
  textChars: 5_000,
  messageAttachments: 10,
  fileBytes: 25 * 1024 * 1024,
  imageBytes: 15 * 1024 * 1024,
  imagePixels: 50_000_000,
  tags: 20,
  tagChars: 40,
  searchChars: 200,
  reactionKinds: 20,
  emojiChars: 32,

  nameChars: 80,
  emailChars: 254,
  passwordMinChars: 8,
  passwordMaxChars: 200,
  phoneChars: 32,
  urlChars: 2_048,
  queryChars: 8_192,
  queryPairs: 128,
  userAgentChars: 300,
  titleChars: 140,
  descriptionChars: 5_000,
  listingPhotos: 20,
  attributes: 40,
  attributeChars: 200,
  priceMinor: 2_000_000_000,
  shortcutChars: 40,
  quickReplies: 200,
  awayChars: 1_000,
  awayHours: 28,
  awayKeptSellers: 10_000,
  awayKeptMs: 10_000,
  noteChars: 2_000,
  notes: 200,
  customerDeals: 20,
  tagSuggestions: 100,

  pageItems: 200,
  defaultPageItems: 30,
  threadPageItems: 50,
  cursorChars: 400,
  changedRows: 500,
  syncedRows: 1_000,
  syncConversations: 50,
  presenceUsers: 100,
  pins: 50,
  bulkConversations: 100,

  heldConversations: 2_000,
  heldThreads: 40,
  heldThreadMessages: 2_000,
  aheadThreads: 6,
  aheadRemembered: 500,
  heldRumours: 1_000,
  keptPlaces: 50,
  seenRuns: 32,
  cachedConversations: 1_000,
  cachedThreads: 20,
  cachedLists: 20,
  cacheSaveMs: 500,

  outboxEntries: 500,
  outboxSending: 6,
  outboxInternalTries: 8,
  outboxSendTimeoutMs: 30_000,
  outboxFirstRetryMs: 500,
  outboxLastRetryMs: 30_000,
  outboxLongestHoldMs: 5 * 60 * 1000,
  forwardHoldMs: 7_000,
  drafts: 200,
  draftChars: 50_000,
  draftSaveMs: 250,
  storageTimeoutMs: 3_000,
  leaderAnswerMs: 2_000,
  leaderLeaseMs: 2_400,

  errorDetails: 20,
  errorDetailChars: 200,

  bodyBytes: 64 * 1024,
  drainBytes: 32 * 1024 * 1024,
  compressFromBytes: 1024,
  frameBytes: 64 * 1024,
  connectionsPerUser: 20,
  refusalsPerConnection: 10,
  connectionBacklogBytes: 1024 * 1024,
  commandsInFlight: 100,
  sessionsPerUser: 200,
  /** Of those that a browser sends under the same name, so many are looked at. */
  sessionCookies: 8,

  editWindowMs: 15 * 60 * 1000,
  typingMs: 3_000,
  typingGrants: 50,
  typingGrantMs: 60_000,
  typingEveryMs: 2_000,
  watermarkEveryMs: 300,
  presenceGraceMs: 5_000,
  sessionMs: 30 * 24 * 60 * 60 * 1000,
  invitationMs: 30 * 24 * 60 * 60 * 1000,
  invitationChars: 200,
  signInFailures: 10,
  signInWindowMs: 15 * 60 * 1000,
  totpCodeChars: 40,
  recoveryCodes: 10,
  freshSignInMs: 10 * 60 * 1000,

  sendBatch: 500,
  sendBatchesInFlight: 2,
  sendQueue: 20_000,
  sendQueueTimeoutMs: 10_000,
  unconfirmedCommits: 10_000,
  unconfirmedCommitRetryMs: 500,

  /** Between tries of a job the queue waits e^n seconds: after ten tries it has been tried for more than three hours. */
  jobAttempts: 10,
  jobTimeoutMs: 60_000,
  jobsAtOnce: 5,
  jobConnections: 4,
  jobPollMs: 2_000,
  jobQueue: 20_000,
  jobKeyChars: 200,
  jobErrorChars: 2_000,
  jobUpkeepMs: 3_000,
  jobLeaseMs: 15_000,
  jobDrainMs: 4_000,
  jobRestartMs: 2_000,
  failedJobs: 10_000,
  failedJobMs: 30 * 24 * 60 * 60 * 1000,
  awaySweepMs: 20_000,
  awaySweepSellers: 200,
  awaySweepConversations: 1_000,

  failureLinesPerSecond: 20,
  consoleLinesPerMinute: 60,
  consoleLineChars: 500,
} as const;

/** A token bucket: `burst` calls at once, refilled at `perSecond`. */
export type Rate = { readonly perSecond: number; readonly burst: number };

export const rates = {
  send: { perSecond: 10, burst: 40 },
  openConversation: { perSecond: 30 / 3600, burst: 30 },
  upload: { perSecond: 60 / 3600, burst: 60 },
  typing: { perSecond: 2, burst: 2 },
  search: { perSecond: 5, burst: 5 },
  credentials: { perSecond: 20 / 3600, burst: 10 },
  invitation: { perSecond: 30 / 3600, burst: 30 },
  /** Of each other command by itself. */
  other: { perSecond: 20, burst: 40 },
  /** Of all those other commands of one person together. */
  together: { perSecond: 60, burst: 120 },
} as const satisfies Record<string, Rate>;

export type RateName = Exclude<keyof typeof rates, "together">;

/**
 * Commands of one rate share a bucket, except these: here each command has a separate bucket, because a search box calls
 * several commands at once. `total` names a second bucket that each call also takes from.
 */
export const separateRates: Partial<Record<RateName, { readonly total?: "together" }>> = {
  search: {},
  other: { total: "together" },
};

/**
 * Of pages, and of what next-auth answers. People who are signed in have a rate of their own, so that colleagues behind
 * one address do not slow each other down. Links that come into view fetch their page ahead, which counts as well.
 */
export const pageRates = {
  person: { perSecond: 20, burst: 200 },
  network: { perSecond: 50, burst: 500 },
  signIn: { perSecond: 20, burst: 200 },
} as const satisfies Record<string, Rate>;

/**
 * Limits on failed sign-ins, beside `signInFailures` for each pair of account and network. Only failures count.
 * The limit per account exempts networks that it has been used from, and the first attempt from another network has a
 * separate rate. So guessing is slowed, but cannot lock the owner out.
 */
export const guessRates = {
  network: { perSecond: 30 / 900, burst: 40 },
  account: { perSecond: 1 / 30, burst: 20 },
  accountFirstTries: { perSecond: 1 / 5, burst: 60 },
  code: { perSecond: 10 / 3600, burst: 10 },
  signUp: { perSecond: 10 / 3600, burst: 10 },
} as const satisfies Record<string, Rate>;

/** The limits that clients must know. They are sent once per connection. */
export const clientLimits = {
  textChars: limits.textChars,
  messageAttachments: limits.messageAttachments,
  fileBytes: limits.fileBytes,
  imageBytes: limits.imageBytes,
  imagePixels: limits.imagePixels,
  tags: limits.tags,
  tagChars: limits.tagChars,
  searchChars: limits.searchChars,
  reactionKinds: limits.reactionKinds,
  pageItems: limits.pageItems,
  changedRows: limits.changedRows,
  syncConversations: limits.syncConversations,
  presenceUsers: limits.presenceUsers,
  frameBytes: limits.frameBytes,
  editWindowMs: limits.editWindowMs,
  typingMs: limits.typingMs,
  rates,
};
