/**
 * The report over a whole log: a fold over its calls, in any order, on as many threads as there are.
 */
import {
  type CallHistory,
  callState,
  dueActions,
  findings as findingsOf,
  type Instant,
  type Rules,
  type View
} from '@samtykke/core'
import { type Head, headOf, type SealHead, type Source, sourceOf } from '../head/head.ts'
import type { Bilingual } from '../render/text/language.ts'
import { type Coverage, coverage } from './coverage.ts'
import { digest } from './digest.ts'
import { type Figures, figures } from './figures.ts'
import { type FindingsOfCode, findingsSection } from './findings.ts'
import { type Forecast, forecast } from './forecast.ts'
import { type Lateness, lateness } from './lateness.ts'
import type { ChallengedConsents } from './challengedConsents.ts'
import { type IfInvalid, ifInvalidSection } from './ifInvalid.ts'
import { limitsOf } from '../head/limits.ts'
import { type Quality, quality } from './quality.ts'
import type { Section, AssessedCall } from './section.ts'
import { type WhatIf, whatIfSection } from './whatIf.ts'

/** The report over a whole log. */
export interface Report extends Head<'report'> {
  /** The instant with which findings are compared. */
  readonly since: Instant | null
  readonly figures: Figures
  readonly findings: ReadonlyArray<FindingsOfCode>
  readonly lateness: Lateness
  readonly forecast: Forecast
  readonly coverage: Coverage
  /** `null`: no other policy was given. */
  readonly whatIf: WhatIf | null
  /** `null`: no consents are challenged. */
  readonly ifInvalid: IfInvalid | null
  readonly quality: Quality & {
    /** Lines that are no event; `null`: not counted. */
    readonly rejectedLines: number | null
    /** Events that were not sealed yet when the report was made; `null`: not compared with a seal. */
    readonly unsealedEvents: number | null
  }
  readonly limits: ReadonlyArray<Bilingual>
}

/** What else a report looks at. */
export interface ReportOptions {
  /** Compare the findings with those at an earlier instant. */
  readonly since?: Instant
  /** Another policy, made ready, whose effect on the same events is wanted. */
  readonly whatIf?: Rules
  /** Consents that are held invalid: what falls with them. */
  readonly ifInvalid?: ChallengedConsents
}

/** What is known of the source beside its calls. */
export interface ReportContext {
  readonly rejectedLines?: number
  /** The seal that the events were compared with, and how many of them it does not hold yet. */
  readonly sealed?: { readonly seal: SealHead; readonly unsealedEvents: number }
}

const sectionsOf = ({ since, whatIf, ifInvalid }: ReportOptions) => ({
  figures,
  findings: findingsSection(since),
  lateness,
  forecast,
  coverage,
  quality,
  ...(whatIf !== undefined && { whatIf: whatIfSection(whatIf) }),
  ...(ifInvalid !== undefined && { ifInvalid: ifInvalidSection(ifInvalid) })
})

type SectionName =
  'figures' | 'findings' | 'lateness' | 'forecast' | 'coverage' | 'quality' | 'whatIf' | 'ifInvalid'

/** What was folded so far, as plain data: it can cross from thread to thread. */
export type Tally = Readonly<Partial<Record<SectionName | 'digest', unknown>>>

/** A report in the making. */
export interface Reporter {
  readonly add: (history: CallHistory) => void
  /** Takes in a call whose source is known without its events. */
  readonly addWithSource: (history: CallHistory, source: Source) => void
  /** What was folded so far. */
  readonly tally: () => Tally
  /** Takes in what another reporter of the same view and options folded. */
  readonly merge: (tally: Tally) => void
  readonly finish: (context?: ReportContext) => Report
}

/**
 * Starts a report. Calls are added one at a time, in any order; what it keeps does not grow with the events.
 *
 * @example
 * import { compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { reportOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const reporter = reportOf(view)
 * reporter.add({ callId: identifier('call-1'), events: [], faults: [] })
 * assert.deepStrictEqual(reporter.finish().figures.calls, 1)
 */
export const reportOf = (view: View, options: ReportOptions = {}): Reporter => {
  const sections = sectionsOf(options)
  const each = Object.entries(sections) as ReadonlyArray<[SectionName, Section<unknown, unknown>]>
  const digested = digest.empty()
  const states = Object.fromEntries(each.map(([name, section]) => [name, section.empty()]))
  const [stateIn, dueIn, foundIn] = [callState(view), dueActions(view), findingsOf(view)]
  const resultOf = <State, Result>(name: SectionName, { result }: Section<State, Result>): Result =>
    result(states[name] as State, view)
  const assess = (history: CallHistory): AssessedCall => {
    const call = stateIn(history)
    return { view, history, call, actions: dueIn(call), findings: foundIn(call) }
  }
  /** Calls without events fare alike. */
  let withoutEvents: AssessedCall | undefined
  const addWithSource = (history: CallHistory, source: Source): void => {
    digest.add(digested, source)
    const { events, faults } = history
    const assessed =
      events.length + faults.length === 0 ? (withoutEvents ??= assess(history)) : assess(history)
    for (const [name, section] of each) section.add(states[name], assessed)
  }
  return {
    add: history => addWithSource(history, sourceOf(history.events)),
    addWithSource,
    tally: () => ({ ...states, digest: digested }),
    merge: tally => {
      digest.merge(digested, tally.digest as typeof digested)
      for (const [name, section] of each) section.merge(states[name], tally[name])
    },
    finish: ({ rejectedLines, sealed } = {}) => ({
      ...headOf('report', view, digest.result(digested, view), sealed?.seal ?? null),
      since: options.since ?? null,
      figures: resultOf('figures', sections.figures),
      findings: resultOf('findings', sections.findings),
      lateness: resultOf('lateness', sections.lateness),
      forecast: resultOf('forecast', sections.forecast),
      coverage: resultOf('coverage', sections.coverage),
      whatIf: sections.whatIf === undefined ? null : resultOf('whatIf', sections.whatIf),
      ifInvalid: sections.ifInvalid === undefined ? null : resultOf('ifInvalid', sections.ifInvalid),
      quality: {
        ...resultOf('quality', sections.quality),
        rejectedLines: rejectedLines ?? null,
        unsealedEvents: sealed?.unsealedEvents ?? null
      },
      limits: limitsOf(sealed?.seal ?? null)
    })
  }
}
