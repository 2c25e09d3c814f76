import { expect, it } from "vitest";
import { noticeFor } from "../../components/shell/notice";

const id = "01890000-0000-7000-8000-000000000001";
const elsewhere = {
  openId: null,
  isListVisible: false,
  isPageVisible: true,
  isMuted: false,
  wants: { sound: true, desktop: true },
};

it("notifies a user on another page by toast and sound", () => {
  expect(noticeFor(id, elsewhere)).toEqual({ toast: true, sound: true, desktop: false });
});

it("does not notify a user who is reading the conversation", () => {
  const reading = { ...elsewhere, openId: id };
  expect(noticeFor(id, reading)).toEqual({ toast: false, sound: false, desktop: false });
  expect(noticeFor(id, { ...reading, isPageVisible: false })).toEqual({
    toast: false,
    sound: true,
    desktop: true,
  });
});

it("notifies by sound only where the list shows the message", () => {
  expect(noticeFor(id, { ...elsewhere, isListVisible: true })).toEqual({
    toast: false,
    sound: true,
    desktop: false,
  });
});

it("does not notify of a muted conversation, or when notices are off", () => {
  expect(noticeFor(id, { ...elsewhere, isMuted: true })).toEqual({
    toast: false,
    sound: false,
    desktop: false,
  });
  const quiet = { ...elsewhere, isPageVisible: false, wants: { sound: false, desktop: false } };
  expect(noticeFor(id, quiet)).toEqual({ toast: false, sound: false, desktop: false });
});
