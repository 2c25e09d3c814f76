/** Pages load nothing from elsewhere: whoever looks at one is not made known to a third party. */
export const isOwnAddress = (src: string): boolean => /^\/(?!\/)/.test(src);
