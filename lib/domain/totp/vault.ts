/** Keeps secrets for the database. Its keys are the server's, which the domain does not know. */
export type TotpVault = {
  seal(plain: Uint8Array, userId: string): string;
  /** Throws if it was sealed with another key or for another user. */
  open(sealed: string, userId: string): Uint8Array;
  hash(code: string, userId: string): string;
};
