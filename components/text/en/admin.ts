// Where admins begin.
export const admin = {
  title: "Desk",
  intro: "What waits for you, and what you can do.",
  flagged: "Flagged conversations",
  nothingFlagged: "Nothing is flagged",
  nothingFlaggedText: "Conversations that somebody should look at appear here.",
  direct: "Without a listing",
  abilities: "What you can do",
  inbox: "Your conversations",
  inboxText: "Those that you take part in. You can also read any conversation whose address you have.",
  listings: "Listings",
  listingsText: "Everything on offer. You can ask any seller about it.",
  security: "Your account",
  securityOn: "Your second factor is on. Change your password, and see where you are signed in.",
  securityOff: "Set up a second factor, change your password, and see where you are signed in.",
  notYet: "People, broadcasts and statistics cannot be managed on these pages yet.",
} as const;
