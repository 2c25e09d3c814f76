// Light or dark, kept in a cookie so that the server renders the page in it.

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const themeCookie = "parley-theme";

export const readTheme = (text: string | undefined): Theme =>
  themes.find((theme) => theme === text) ?? "system";

/** The colours of `--page`, for what the browser draws around the page. */
export const pageColours = { light: "#f6f7f5", dark: "#111413" };
