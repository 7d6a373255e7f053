export type { ChallengedConsents } from './challengedConsents.ts'
export type { Fallen, FallenCounts, FallenFor, IfInvalid } from './ifInvalid.ts'
export { reportHtml } from './page/reportPage.ts'
export {
  type Report,
  type ReportContext,
  type Reporter,
  reportOf,
  type ReportOptions,
  type Tally
} from './report.ts'
export { reportCsv } from './reportCsv.ts'
