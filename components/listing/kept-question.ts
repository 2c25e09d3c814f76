// What somebody wrote before they had signed in, kept in this tab until their chat has taken it over.
const key = (listingId: string) => `parley-question:${listingId}`;

export function keepQuestion(listingId: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(key(listingId));
    else sessionStorage.setItem(key(listingId), text);
  } catch {
    // A browser that keeps nothing: the words stay in the field for as long as the page is open.
  }
}

export function keptQuestion(listingId: string): string {
  try {
    return sessionStorage.getItem(key(listingId)) ?? "";
  } catch {
    return "";
  }
}
