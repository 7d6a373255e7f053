/**
 * Analyses: what was found out from the conversation.
 *
 * @see draft-ietf-vcon-vcon-core-04, "Analysis Object"
 */
import { type Instant, ordText } from '@samtykke/core'
import { analysisMembers, join, type Members, readObject, wrongMember } from './codec.ts'
import { contentFacts, hasContent, plainMediaType } from './content.ts'
import type { Conversation, Dialog } from './dialog.ts'
import { isEmpty, isObject, type JsonObject } from './json.ts'
import { makeEvent, nothingRead, type Read } from './makeEvent.ts'
import type { Note } from './note.ts'

/** The id of the analysis at a place. */
export const analysisIdAt = (index: number): string => `analysis-${index}`

type AnalysisMembers = Members<typeof analysisMembers>

const noneOf: ReadonlyArray<never> = []

const indicesIn = ({ dialog }: AnalysisMembers): ReadonlyArray<number> | undefined =>
  typeof dialog === 'number' ? [dialog] : dialog

const starts = ({ start }: Dialog): string => start ?? '~'

/** The dialogs that it is of, the first of them first; of all where it names none. */
const dialogsOf = (members: AnalysisMembers, dialogs: ReadonlyArray<Dialog>): ReadonlyArray<Dialog> => {
  const named = indicesIn(members)?.flatMap(index => dialogs[index] ?? []) ?? dialogs
  return named.toSorted((a, b) => ordText.compare(starts(a), starts(b)))
}

/** The latest end of what it is of: it was not made before. An end that is not known is taken from the start. */
const earliestTime = (dialogs: ReadonlyArray<Dialog>): Instant | undefined =>
  dialogs
    .flatMap(({ start, end }) => end ?? start ?? noneOf)
    .toSorted(ordText.compare)
    .at(-1)

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

const assumptionsOf = (
  { type, vendor, product }: AnalysisMembers,
  sides: number,
  path: string
): ReadonlyArray<Note> => {
  const codes: ReadonlyArray<Note['code'] | false> = [
    'time-of-analysis',
    given(type) === undefined && 'no-type-of-analysis',
    given(product) === undefined && given(vendor) === undefined && 'no-engine',
    'no-engine-version',
    sides === 0 && 'no-sides'
  ]
  return codes.flatMap(code => (code === false ? [] : [{ code, path }]))
}

const engineOf = ({ vendor, product }: AnalysisMembers): string =>
  [given(vendor), given(product)].filter(each => each !== undefined).join(' ') || 'not-stated'

const membersOf = (
  { callId, createdAt, options, subjectRef }: Conversation,
  members: AnalysisMembers,
  of: ReadonlyArray<Dialog>,
  index: number
): JsonObject & { readonly callId: string } => {
  const sides = (['customer', 'agent'] as const).filter(side => of.some(each => each.sides.includes(side)))
  const named = indicesIn(members) ?? noneOf
  const recordingId = named.length === 1 ? of[0]?.recordingId : undefined
  return {
    analysisId: analysisIdAt(index),
    occurredAt: earliestTime(of) ?? createdAt,
    direction: of.find(({ direction }) => direction !== undefined)?.direction ?? options.direction,
    features: [given(members.type) ?? 'not-stated'],
    engine: engineOf(members),
    engineVersion: 'not-stated',
    subjects: sides.length === 0 ? ['customer', 'agent'] : sides,
    ...(recordingId !== undefined && { recordingId }),
    ...(subjectRef !== undefined && members.samtykke === undefined && { subjectRef }),
    ...members.samtykke,
    callId
  }
}

/** Reads one analysis, which points at dialogs by their places. */
export const readAnalysis = (
  conversation: Conversation,
  dialogs: ReadonlyArray<Dialog>,
  value: unknown,
  index: number
): Read => {
  const path = `analysis.${index}`
  if (value === null || (isObject(value) && isEmpty(value)))
    return { ...nothingRead, notes: [{ code: 'empty-place', path }] }
  if (!isObject(value))
    return { ...nothingRead, notes: [wrongMember(path, 'an analysis (an object)', value)] }
  const { members, notes: found } = readObject(analysisMembers, value, path)
  const of = dialogsOf(members, dialogs)
  const content = contentFacts(members, true, path)
  const notes: Array<Note> = [...found, ...content.notes]
  if (members.mediatype !== undefined && plainMediaType(members.mediatype) !== undefined)
    notes.push({ code: 'not-carried', path: join(path, 'mediatype') })
  if ((indicesIn(members) ?? noneOf).some(each => each >= dialogs.length))
    notes.push({ code: 'unknown-reference', path: join(path, 'dialog') })
  if (members.samtykke === undefined && !hasContent(members)) {
    const code = conversation.isRedacted ? 'redacted-content' : 'no-content'
    return { events: [], notes: [...notes, { code, path }] }
  }
  const event = membersOf(conversation, members, of, index)
  if (event['direction'] === undefined)
    return { events: [], notes: [...notes, { code: 'no-direction', path }] }
  if (event['occurredAt'] === undefined) return { events: [], notes: [...notes, { code: 'no-start', path }] }
  const made = makeEvent('analysis-produced', event, path)
  const sides = of.reduce((sum, each) => sum + each.sides.length, 0)
  const assumed = members.samtykke === undefined ? assumptionsOf(members, sides, path) : []
  return { events: made.events, notes: [...notes, ...assumed, ...made.notes] }
}
