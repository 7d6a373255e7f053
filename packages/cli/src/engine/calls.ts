/**
 * From the lines of a part to the history of each of its calls, and to what is wrong with the lines that are no event.
 */
import { isAscii, isUtf8 } from 'node:buffer'
import {
  type AnyEvent,
  type CallHistory,
  decodeEvent,
  deepestNesting,
  type Fault,
  type Identifier,
  isIdentifier,
  isNestedTooDeep,
  type MemberError,
  nearestName
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { none, type Partition } from './partition.ts'
import { whereJsonBreaks } from './whereJsonBreaks.ts'

/** A line that is no event. */
export interface Reject {
  /** Its number among all lines of the source, from 0. */
  readonly ordinal: number
  /** One for each thing wrong with it. */
  readonly reasons: ReadonlyArray<MemberError>
}

type Line =
  | { readonly _tag: 'blank' }
  | { readonly _tag: 'value'; readonly value: unknown; readonly isTooDeep: boolean }
  | { readonly _tag: 'wrong'; readonly found: string }

const wrong = (found: string): Line => ({ _tag: 'wrong', found })
const blank: Line = { _tag: 'blank' }

/** What the line is as a whole, where it is not one JSON value. */
const notAnEvent = (found: string): ReadonlyArray<MemberError> => [
  { _tag: 'MemberError', member: 'event', expected: 'an event (a JSON object)', found }
]

const tooDeep = E.left(notAnEvent(`members nested deeper than ${deepestNesting} levels`))

/** What is wrong with an event; where a member is absent, the one that is nearly it. */
const reasonsOf =
  (value: unknown) =>
  (errors: ReadonlyArray<MemberError>): ReadonlyArray<MemberError> =>
    errors.map(error => {
      const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
      const near =
        error.found === 'nothing' ? names.find(name => nearestName(name, [error.member])) : undefined
      return near === undefined || near === error.member
        ? error
        : { ...error, found: `${error.found}, but a member ${JSON.stringify(near)}` }
    })

const lineEnd = /\r?\n$/

const parseText = (text: string): Line => {
  try {
    const value = JSON.parse(text) as unknown
    return { _tag: 'value', value, isTooDeep: isNestedTooDeep(text, value) }
  } catch {
    return text.trim() === '' ? blank : wrong(whereJsonBreaks(text.replace(lineEnd, '')))
  }
}

/** The greatest length of a text that this machine can hold, in bytes of one each. */
const longestText = 2 ** 29 - 25

const parseBytes = (bytes: Buffer): Line => {
  if (bytes.length > longestText) return wrong(`a line of ${bytes.length} bytes, too long to read`)
  return isUtf8(bytes) ? parseText(bytes.toString('utf8')) : wrong('bytes that are not UTF-8')
}

/** How all lines of some bytes can be read; `undefined` where they are to be looked at one by one. */
const encodingOf = (bytes: Buffer): 'latin1' | 'utf8' | undefined =>
  isAscii(bytes) ? 'latin1' : isUtf8(bytes) ? 'utf8' : undefined

/** The `callId` of a line that is no event, where it can be read. */
const readableCallId = (value: unknown): Identifier | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { callId } = value as { callId?: unknown }
  return typeof callId === 'string' && isIdentifier(callId) ? callId : undefined
}

const badLine: Fault = { _tag: 'bad-line' }

interface Collected {
  readonly callId: Identifier
  readonly events: Array<AnyEvent>
  readonly faults: Array<Fault>
}

/** What takes a line's value for an event: `decodeEvent`, or for who writes them `decodeKnownEvent`. */
export type Decode = (value: unknown) => E.Either<ReadonlyArray<MemberError>, AnyEvent>

/** What is told of the calls of a part, and of its lines. */
export interface CallVisitor {
  readonly visit: (history: CallHistory) => void
  readonly reject: (reject: Reject) => void
  readonly changed: (value: object, event: AnyEvent) => void
  readonly decode?: Decode
}

/** Reads each call of a part, in no order that means anything. */
export const readCalls = (
  { bytes, ends, ordinals, groups, firstLines, nextLines }: Partition,
  { visit, reject, changed, decode = decodeEvent }: CallVisitor
): void => {
  // Nearly always one, since keys of different calls hardly ever meet.
  let calls: Array<Collected> = []
  const callOf = (callId: Identifier): Collected => {
    for (const call of calls) if (call.callId === callId) return call
    const call = { callId, events: [], faults: [] }
    calls.push(call)
    return call
  }

  const take = (line: Line, ordinal: number): void => {
    if (line._tag === 'blank') return
    if (line._tag === 'wrong') {
      reject({ ordinal, reasons: notAnEvent(line.found) })
      return
    }
    const decoded = line.isTooDeep ? tooDeep : E.mapLeft(reasonsOf(line.value))(decode(line.value))
    if (E.isRight(decoded)) {
      if (decoded.right !== line.value) changed(line.value as object, decoded.right)
      callOf(decoded.right.callId).events.push(decoded.right)
      return
    }
    reject({ ordinal, reasons: decoded.left })
    const callId = readableCallId(line.value)
    if (callId !== undefined) callOf(callId).faults.push(badLine)
  }

  const encoding = encodingOf(bytes)
  for (let group = 0; group < groups; group++) {
    for (let line = firstLines[group]!; line !== none; line = nextLines[line]!) {
      const start = line === 0 ? 0 : ends[line - 1]!
      const end = ends[line]!
      const parsed =
        encoding !== undefined && end - start < longestText
          ? parseText(bytes.toString(encoding, start, end))
          : parseBytes(bytes.subarray(start, end))
      take(parsed, ordinals[line]!)
    }
    for (const call of calls) visit(call)
    calls = []
  }
}
