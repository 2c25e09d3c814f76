// What somebody wrote before they had signed in, kept in this tab until their chat has taken it over.

export type Question = {
  text: string;
  /** Whether they went to sign in or up from the chat to have it sent, and that was not long ago. */
  isAsked: boolean;
};

const key = (listingId: string) => `parley-question:${listingId}`;
/** Whoever signs in later in this tab may be somebody else, who has not asked it. */
const askedMs = 60 * 60 * 1000;
const nothing: Question = { text: "", isAsked: false };

export function keepQuestion(listingId: string, text: string, askedAtMs: number | null = null): void {
  try {
    if (text === "") sessionStorage.removeItem(key(listingId));
    else sessionStorage.setItem(key(listingId), JSON.stringify({ text, askedAtMs }));
  } catch {
    // A browser that keeps nothing: the words stay in the field for as long as the page is open.
  }
}

export function keptQuestion(listingId: string, nowMs: number): Question {
  try {
    const { text, askedAtMs } = JSON.parse(sessionStorage.getItem(key(listingId)) ?? "") as {
      text: string;
      askedAtMs: number | null;
    };
    return { text, isAsked: askedAtMs !== null && nowMs - askedAtMs < askedMs };
  } catch {
    return nothing;
  }
}
