/**
 * What a package for an inspection leaves out, with its count and why: never in silence.
 */
import { both } from '../render/text/language.ts'
import type { LeftOut } from './manifest.ts'

/** What is known of what is not there. */
export interface Known {
  /** Recordings and analyses of the drawn calls that are kept. */
  readonly kept: number
  readonly notDrawn: number
  readonly unreadable: number
  /** Certificates without a sheet to read. */
  readonly sheets: number
  /** Members that the policy does not state. */
  readonly missing: number
  readonly withoutProof: number
  readonly isSealed: boolean
  readonly unsealedEvents: number
  readonly rejectedLines: number
}

/** All that is left out, of which there is any. */
export const leftOutOf = (known: Known): ReadonlyArray<LeftOut> =>
  [
    {
      what: both('lyd og analyseresultater fra de udtrukne samtaler', 'audio and results of the drawn calls'),
      count: known.kept,
      why: both(
        'pakken har hændelserne; indholdet udleveres særskilt, hvor tilsynsmyndigheden beder om det (artikel 58, stk. 1, litra e)',
        'the package has the events; content is handed over apart, where the authority asks for it (art. 58(1)(e))'
      )
    },
    {
      what: both('samtaler i stikprøven', 'calls of the sample'),
      count: known.notDrawn,
      why: both('tidsrummet har ikke så mange', 'the time has no more')
    },
    {
      what: both('udtrukne samtaler uden bevis', 'drawn calls without a proof'),
      count: known.withoutProof,
      why: known.isSealed
        ? both('intet af dem er forseglet endnu', 'nothing of them is sealed yet')
        : both('der blev ikke givet en forseglet log (--log)', 'no sealed log was given (--log)')
    },
    {
      what: both('hændelser, der ikke er forseglet endnu', 'events that are not sealed yet'),
      count: known.unsealedEvents,
      why: both('de kom efter det seneste tjekpunkt', 'they came after the latest checkpoint')
    },
    {
      what: both('attester uden ark til læsning', 'certificates without a sheet to read'),
      count: known.sheets,
      why: both(
        'de øvrige står i certificates.ndjson og disposal.csv',
        'the others stand in certificates.ndjson and disposal.csv'
      )
    },
    {
      what: both('samtaler, hvor noget ikke kan læses', 'calls of which something cannot be read'),
      count: known.unreadable,
      why: both(
        'det, der ikke kan læses, kan ikke vises; rapporten siger, hvad det er',
        'what cannot be read cannot be shown; the report says what it is'
      )
    },
    {
      what: both('linjer, der ikke er hændelser', 'lines that are no event'),
      count: known.rejectedLines,
      why: both('de kunne ikke læses', 'they could not be read')
    },
    {
      what: both('oplysninger, som fortegnelsen mangler', 'members that the record of processing lacks'),
      count: known.missing,
      why: both('regelsættet angiver dem ikke', 'the policy does not state them')
    }
  ].filter(({ count }) => count > 0)
