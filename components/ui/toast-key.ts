/** The key that leads to a toast from wherever the focus is. */
export const toastKey = "F8";
