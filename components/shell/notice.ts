// Which notice an arriving message deserves. Pure, so that every case can be tried.

export type Situation = {
  /** Of the page: which conversation is open, and whether the list of them is in sight. */
  openId: string | null;
  isListVisible: boolean;
  isPageVisible: boolean;
  isMuted: boolean;
  wants: { sound: boolean; desktop: boolean };
};

export type Notice = { toast: boolean; sound: boolean; desktop: boolean };

export function noticeFor(conversationId: string, situation: Situation): Notice {
  const { openId, isListVisible, isPageVisible, isMuted, wants } = situation;
  if (isMuted) return { toast: false, sound: false, desktop: false };
  const isBeingRead = isPageVisible && openId === conversationId;
  return {
    toast: isPageVisible && !isBeingRead && !isListVisible,
    sound: wants.sound && !isBeingRead,
    desktop: wants.desktop && !isPageVisible,
  };
}

/** `/inbox/<id>` and `/dashboard/messages/<id>`; the id is null where the list alone is shown. */
export function placeOf(pathname: string): { isMessages: boolean; openId: string | null } {
  const [, openId = null] =
    /^\/(?:inbox|dashboard\/messages)(?:\/([0-9a-f-]{36}))?(?:\/|$)/.exec(pathname) ?? [];
  return { isMessages: /^\/(?:inbox|dashboard\/messages)(?:\/|$)/.test(pathname), openId };
}
