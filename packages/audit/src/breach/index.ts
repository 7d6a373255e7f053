export {
  type Breach,
  breachInRows,
  type BreachInRows,
  breachOf,
  type BreachRequest,
  type BreachSearch
} from './breach.ts'
export { breachCsv, breachCsvLines } from './breachCsv.ts'
export { breachHtml } from './breachPage.ts'
export type { BreachScope, Doubt, ErasedBefore, Exposure } from './exposure.ts'
export { doubtNames } from './names.ts'
export type { BreachNumbers, BreachRange } from './numbers.ts'
export type { ExposedSubject } from './subjects.ts'
export { breachText } from './summary.ts'
