// Code of the frame that a page asks for only when somebody reaches for it.

export const loadAskUnread = () => import("./ask-unread");
export const loadForgetAccount = () => import("./forget-account");
export const loadPanelContent = () => import("./account-panel-content");
export const loadTabBadge = () => import("./tab-badge");
export const loadTooltips = () => import("@/components/ui/tooltips");
export const loadToastCards = () => import("@/components/ui/toast-cards");
