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
  noteChars: 2_000,
  notes: 200,

  pageItems: 200,
  defaultPageItems: 30,
  threadPageItems: 50,
  cursorChars: 400,
  changedRows: 500,
  syncedRows: 5_000,
  syncConversations: 50,
  presenceUsers: 100,
  pins: 50,
  bulkConversations: 100,

  errorDetails: 20,
  errorDetailChars: 200,

  bodyBytes: 64 * 1024,
  drainBytes: 32 * 1024 * 1024,
  frameBytes: 64 * 1024,
  connectionsPerUser: 20,
  connectionBacklogBytes: 1024 * 1024,
  commandsInFlight: 100,
  sessionsPerUser: 200,

  editWindowMs: 15 * 60 * 1000,
  typingMs: 3_000,
  presenceGraceMs: 5_000,
  sessionMs: 30 * 24 * 60 * 60 * 1000,
  signInFailures: 10,
  signInWindowMs: 15 * 60 * 1000,

  sendBatch: 500,
  sendBatchesInFlight: 2,
  sendQueue: 20_000,
  sendQueueTimeoutMs: 10_000,
} as const;

/** A token bucket: `burst` calls at once, refilled at `perSecond`. */
export type Rate = { readonly perSecond: number; readonly burst: number };

export const rates = {
  send: { perSecond: 10, burst: 40 },
  openConversation: { perSecond: 30 / 3600, burst: 30 },
  upload: { perSecond: 60 / 3600, burst: 60 },
  typing: { perSecond: 2, burst: 2 },
  search: { perSecond: 5, burst: 5 },
  other: { perSecond: 20, burst: 40 },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof rates;

/** What a client needs to know to behave; sent once a connection. */
export const clientLimits = {
  textChars: limits.textChars,
  messageAttachments: limits.messageAttachments,
  fileBytes: limits.fileBytes,
  imageBytes: limits.imageBytes,
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
