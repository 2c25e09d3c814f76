// The words of signing in and up.
import type { Problem } from "@/lib/client/account";

export const text = {
  email: "Email",
  password: "Password",
  name: "Name",
  show: "Show",
  hide: "Hide",
  or: "or",
  continueWith: (service: string) => `Continue with ${service}`,
  signIn: {
    title: "Sign in",
    button: "Sign in",
    other: "New here?",
    otherLink: "Sign up",
  },
  signUp: {
    title: "Sign up",
    button: "Sign up",
    passwordHint: (minChars: number) => `At least ${minChars} characters.`,
    role: "I am here as a",
    customer: "Customer",
    customerHint: "I want to buy, order or book.",
    seller: "Seller",
    sellerHint: "I have something to sell or offer.",
    other: "Already have an account?",
    otherLink: "Sign in",
  },
  signOut: "Sign out",
};

const problems: Record<string, string> = {
  unauthenticated: "This email and password do not match.",
  blocked: "This account is suspended. Please contact the marketplace.",
  conflict: "There is already an account with this email. You can sign in instead.",
  invalid_input: "Please check what you have entered.",
  unavailable: "Parley is very busy right now. Please try again in a moment.",
  offline: "Parley cannot be reached. Please check your connection and try again.",
  unverified_email: "That service has not verified your email, so it cannot be used to sign in here.",
  // Codes that next-auth puts into the address of the sign-in page.
  CredentialsSignin: "This email and password do not match.",
  AccessDenied: "You are not allowed to sign in this way.",
  SessionRequired: "Please sign in to see this page.",
};

const otherProblem = "Something went wrong. Please try again.";
const minuteMs = 60_000;

export function problemText({ code, retryAfterMs }: Problem): string {
  if (code !== "rate_limited") return (Object.hasOwn(problems, code) && problems[code]) || otherProblem;
  const minutes = Math.ceil((retryAfterMs ?? 0) / minuteMs);
  if (minutes <= 1) return "Too many tries. Please wait a minute and try again.";
  return `Too many tries. Please wait ${minutes} minutes and try again.`;
}
