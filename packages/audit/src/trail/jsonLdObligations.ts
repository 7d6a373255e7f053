/**
 * What of a call has to be done, or was, as JSON-LD.
 */
import type { DueAction } from '@samtykke/core'
import { firstAbout } from '../basis/aboutTarget.ts'
import { type Named, type Namer } from '../render/jsonld/iri.ts'
import type { CompactIri, Node } from '../render/jsonld/vocabulary.ts'
import type { DerivedFacts } from './entries/entry.ts'
import type { Trail } from './trail.ts'

const justificationOf: Readonly<Record<string, CompactIri>> = {
  '17(1)(a)': 'eu-gdpr:JustificationA17NonNecessity',
  '17(1)(b)': 'eu-gdpr:JustificationA17NoLegalBasis',
  '17(1)(c)': 'eu-gdpr:JustificationA17ObjectA21',
  '17(1)(d)': 'eu-gdpr:JustificationA17UnlawfulProcessing',
  '17(3)(e)': 'eu-gdpr:JustificationA17LegalClaims'
}

const statusOf: Readonly<Record<DueAction['status'], CompactIri>> = {
  scheduled: 'dpv:ObligationUnfulfilled',
  due: 'dpv:ObligationViolated',
  suspended: 'dpv:ActivityHalted'
}

export const namedTarget: Readonly<Record<DueAction['target'], Named>> = {
  recording: 'recording',
  analysis: 'analysis',
  'access-request': 'request',
  hold: 'hold',
  proof: 'call'
}

const doingOf: Readonly<Partial<Record<DueAction['action'], CompactIri>>> = {
  erase: 'dpv:Erase',
  anonymise: 'dpv:Anonymise'
}

/** What had or has to be done. */
export interface Obligation extends Pick<DueAction, 'target' | 'action' | 'article'> {
  readonly targetId: string
  readonly callId: string
  /** Tells it apart from what else is, or was, to be done of the same. */
  readonly part: string
  readonly status: CompactIri
  readonly dueAt?: string | undefined
  readonly lateSeconds?: number | undefined
  readonly timeliness?: string | undefined
  readonly evidence: ReadonlyArray<string>
}

/** An obligation as an entity that was derived from records. */
export const obligationNode = (of: Obligation, name: Namer): Node => {
  const target = name(namedTarget[of.target], of.targetId)
  const doing = doingOf[of.action]
  const justification = justificationOf[of.article]
  return {
    id: `${target}#${of.part}`,
    type: ['dpv:Obligation', 'prov:Entity'],
    target,
    ...(doing !== undefined && { hasProcessing: doing }),
    hasStatus: of.status,
    ...(justification !== undefined && { hasJustification: justification }),
    ...(of.dueAt !== undefined && { dueAt: of.dueAt }),
    ...(of.lateSeconds !== undefined && { lateSeconds: of.lateSeconds }),
    ...(of.timeliness !== undefined && { timeliness: of.timeliness }),
    source: `GDPR Art. ${of.article}`,
    wasGeneratedBy: `${name('call', of.callId)}#run`,
    wasDerivedFrom: of.evidence.map(id => name('event', id))
  }
}

/** What is open, and how late it is. */
export const openObligations = ({ actions, entries }: Trail): ReadonlyArray<Obligation> => {
  const overdueOf = firstAbout(entries.filter(({ code }) => code === 'overdue'))
  return actions.map(action => ({
    ...action,
    part: action.action,
    status: statusOf[action.status],
    lateSeconds: overdueOf(action)?.lateSeconds,
    evidence: action.grounds.flatMap(ground => ground.events)
  }))
}

/** What was done, in which class, and how long after it was due. */
export const fulfilledObligations = ({ callId, entries }: Trail): ReadonlyArray<Obligation> =>
  entries.flatMap(entry => {
    const { target, targetId, timeliness, facts, articles } = entry
    const action = (facts as DerivedFacts).action
    return timeliness === undefined || target === undefined || targetId === undefined || action === undefined
      ? []
      : [
          {
            ...{ callId, target, targetId, action, timeliness },
            part: `${action}-done`,
            article: articles[0] ?? '5(1)(e)',
            status: 'dpv:ObligationFulfilled' as const,
            dueAt: entry.dueAt,
            lateSeconds: entry.lateSeconds ?? 0,
            evidence: entry.evidence
          }
        ]
  })
