// Loaded before a program of the tests: its clock is so many milliseconds ahead.
const ahead = Number(process.env.SAMTYKKE_TEST_CLOCK_AHEAD)
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + ahead] : given))
  }
  static now() {
    return RealDate.now() + ahead
  }
}
