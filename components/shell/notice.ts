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
