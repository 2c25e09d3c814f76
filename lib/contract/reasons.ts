// Why a field of an account is refused, in the API's words. A client that speaks another language finds its own words
// by the name.

export const reasons = {
  passwordBlank: "A password of blanks alone is easy to guess.",
  passwordRepeated: "The same characters over and over are easy to guess.",
  passwordOwn: "Your own email or name is easy to guess.",
  passwordCommon: "Many people use this password, so it is tried first. Please choose another one.",
  passwordWrong: "This is not your present password.",
  passwordSame: "This is the password that you have already.",
  nameHidden: "Must not hold invisible characters or ones that change the direction of text.",
  nameReserved: "This name is kept for the people who run this marketplace. Please choose another one.",
  invitationInvalid: "This is not an invitation of ours. Please check that the whole link was copied.",
  invitationForCustomers: "An invitation is for people who sign up as customers.",
  codeWrong: "This code is not right, or has been used already.",
} as const;

export type Reason = keyof typeof reasons;

export const reasonOf = (message: string): Reason | undefined =>
  (Object.keys(reasons) as Reason[]).find((name) => reasons[name] === message);
