// Preloaded into a server. Shifts its clock by a number of milliseconds.
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
const RightDate = Date;

class WrongDate extends RightDate {
  constructor(...given) {
    if (given.length > 0) super(...given);
    else super(RightDate.now() + shiftMs);
  }

  static now() {
    return RightDate.now() + shiftMs;
  }
}

globalThis.Date = WrongDate;
