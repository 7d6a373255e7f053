export {
  type Breach,
  breachOf,
  type BreachRequest,
  type BreachSearch,
  type ExposedSubject
} from './breach.ts'
export { breachCsv } from './breachCsv.ts'
export { breachHtml } from './breachPage.ts'
export type { BreachScope, Doubt, ErasedBefore, Exposure } from './exposure.ts'
export { doubtNames } from './names.ts'
export type { BreachNumbers, BreachRange } from './numbers.ts'
export { breachText } from './summary.ts'
