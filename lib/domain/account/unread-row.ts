/** An Unread as the API shows it, in JSON; `t` is the person's UnreadTotal. */
export const unreadJson = `json_build_object('messages', t.messages, 'conversations', t.conversations, 'rev', t.rev,
  'asCustomer', json_build_object('messages', t."customerMessages", 'conversations', t."customerConversations"))`;
