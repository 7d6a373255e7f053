/**
 * The names of keys: which thing a key belongs to. They are made of opaque ids, never of anything personal.
 *
 * The id of a recording or an analysis is its own within its call only, so that its call stands in the name: two calls
 * that each have a `recording-1` have two keys, and erasing the one leaves the other readable.
 */
import type * as t from 'io-ts'
import { type Identifier, isIdentifier } from './identifier.ts'

/**
 * The name of a key: `recording/<callId>/<recordingId>`, `analysis/<callId>/<analysisId>`, `call/<callId>` or
 * `subject/<subjectRef>`.
 */
export type KeyName = t.Branded<string, { readonly KeyName: unique symbol }>

/** What a name says. */
export type KeyOwner =
  | { readonly _tag: 'recording'; readonly callId: Identifier; readonly recordingId: Identifier }
  | { readonly _tag: 'analysis'; readonly callId: Identifier; readonly analysisId: Identifier }
  | { readonly _tag: 'call'; readonly callId: Identifier }
  | { readonly _tag: 'subject'; readonly subjectRef: Identifier }

/**
 * The key of a recording's sound, destroyed when the recording is erased.
 *
 * @example
 * import { identifier, recordingKey } from '@samtykke/core'
 *
 * assert.deepStrictEqual(recordingKey(identifier('call-1'), identifier('rec-1')), 'recording/call-1/rec-1')
 *
 * @see GDPR art. 17(1)
 */
export const recordingKey = (callId: Identifier, recordingId: Identifier): KeyName =>
  `recording/${callId}/${recordingId}` as KeyName

/**
 * The key of an analysis, destroyed when it is erased.
 *
 * @example
 * import { analysisKey, identifier } from '@samtykke/core'
 *
 * assert.deepStrictEqual(analysisKey(identifier('call-1'), identifier('analysis-1')), 'analysis/call-1/analysis-1')
 */
export const analysisKey = (callId: Identifier, analysisId: Identifier): KeyName =>
  `analysis/${callId}/${analysisId}` as KeyName

/**
 * The key of the personal members of a call's events, destroyed when the call's proof is redacted.
 *
 * @example
 * import { callKey, identifier } from '@samtykke/core'
 *
 * assert.deepStrictEqual(callKey(identifier('call-1')), 'call/call-1')
 */
export const callKey = (callId: Identifier): KeyName => `call/${callId}` as KeyName

/**
 * The key of what a subject's own stream holds.
 *
 * @example
 * import { identifier, subjectKey } from '@samtykke/core'
 *
 * assert.deepStrictEqual(subjectKey(identifier('person-1')), 'subject/person-1')
 */
export const subjectKey = (subjectRef: Identifier): KeyName => `subject/${subjectRef}` as KeyName

/**
 * What a text says as the name of a key, or nothing where it is none.
 *
 * @example
 * import { parseKeyName } from '@samtykke/core'
 *
 * assert.deepStrictEqual(parseKeyName('call/call-1'), { _tag: 'call', callId: 'call-1' })
 * assert.deepStrictEqual(parseKeyName('recording/rec-1'), undefined)
 */
export const parseKeyName = (text: string): KeyOwner | undefined => {
  const [kind, first, second, ...more] = text.split('/')
  if (first === undefined || !isIdentifier(first) || more.length > 0) return undefined
  if (second === undefined) {
    if (kind === 'call') return { _tag: 'call', callId: first }
    return kind === 'subject' ? { _tag: 'subject', subjectRef: first } : undefined
  }
  if (!isIdentifier(second)) return undefined
  if (kind === 'recording') return { _tag: 'recording', callId: first, recordingId: second }
  return kind === 'analysis' ? { _tag: 'analysis', callId: first, analysisId: second } : undefined
}

/**
 * Whether the text is the name of a key.
 *
 * @example
 * import { isKeyName } from '@samtykke/core'
 *
 * assert.ok(isKeyName('call/call-1'))
 * assert.ok(!isKeyName('call/'))
 */
export const isKeyName = (text: string): text is KeyName => parseKeyName(text) !== undefined
