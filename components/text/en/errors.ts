/** By the codes of the contract, and `offline` for when there was no answer at all. */
export const errors = {
  invalid_input: "Please check what you have entered.",
  unauthenticated: "You are signed out. Please sign in again.",
  forbidden: "You are not allowed to do this.",
  not_found: "This does not exist, or is not yours to see.",
  conflict: "This has been changed meanwhile. Please look at it again.",
  blocked: "This conversation takes no more messages.",
  gone: "This has expired.",
  too_large: "This is too large.",
  unsupported_media: "Files of this kind cannot be sent.",
  rate_limited: "That was too fast. Please wait a moment.",
  internal: "Something went wrong. Please try again.",
  unavailable: "Parley is very busy right now. Please try again in a moment.",
  offline:
    "This needs the network, and Parley cannot be reached. Please check your connection and try again.",
} as const;
