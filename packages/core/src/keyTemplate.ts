/**
 * Key templates: under which key (a file's path, an object's key) a recording or an analysis is kept, and from a key
 * which one it is. Both ways are one-to-one: no key is two refs', so that to erase one never reaches another.
 */
import * as E from './either.ts'
import { type Identifier, isIdentifier } from './identifier.ts'
import { type Ref, refId, type StoreError, validRef } from './recordingStore.ts'

/** How ids are spelled in keys, where they cannot stand as they are. */
export interface Spelling {
  readonly write: (id: Identifier) => string
  /** The id that is written so, or none. */
  readonly read: (text: string) => Identifier | undefined
  /** Characters that `write` gives beside those of identifiers. They cannot stand in a template's own text. */
  readonly adds: string
}

/** A template, read. */
export interface KeyTemplate {
  readonly text: string
  /** What it is for: it names either a `recordingId` or an `analysisId`. */
  readonly holds: 'recording' | 'analysis'
  /** The key under which it is to be written. */
  readonly keyOf: (ref: Ref) => E.Either<StoreError, string>
  /** What every key of the ref begins with; other refs' keys may too. */
  readonly prefixOf: (ref: Ref) => E.Either<StoreError, string>
  /** The ref that the key is of, or none. The processor is not in a key. */
  readonly refOf: (key: string, processor: string) => Ref | undefined
}

const plain: Spelling = { write: id => id, read: text => (isIdentifier(text) ? text : undefined), adds: '' }

const placeholders = ['callId', 'recordingId', 'analysisId', 'ext']

/** Extensions of the media types that recorders and engines write. Any other is `bin`. */
const extensions: ReadonlyMap<string, string> = new Map([
  ['application/json', 'json'],
  ['audio/aac', 'aac'],
  ['audio/amr', 'amr'],
  ['audio/basic', 'au'],
  ['audio/flac', 'flac'],
  ['audio/mp4', 'm4a'],
  ['audio/mpeg', 'mp3'],
  ['audio/ogg', 'ogg'],
  ['audio/opus', 'opus'],
  ['audio/vnd.wave', 'wav'],
  ['audio/wav', 'wav'],
  ['audio/webm', 'webm'],
  ['audio/x-wav', 'wav'],
  ['text/plain', 'txt'],
  ['video/mp4', 'mp4'],
  ['video/webm', 'webm']
])

const extensionOf = ({ mediaType }: Ref): string =>
  extensions.get((mediaType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '') ?? 'bin'

type Part =
  { readonly _tag: 'text'; readonly text: string } | { readonly _tag: 'placeholder'; readonly name: string }

const partsOf = (text: string): ReadonlyArray<Part> =>
  text
    .split(/(\{[^{}]*\})/)
    .filter(piece => piece !== '')
    .map(piece =>
      /^\{.*\}$/s.test(piece)
        ? { _tag: 'placeholder', name: piece.slice(1, -1) }
        : { _tag: 'text', text: piece }
    )

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** What is wrong with a template, or nothing. */
const faultOf = (text: string, parts: ReadonlyArray<Part>, spelling: Spelling): string | undefined => {
  const names = parts.flatMap(part => (part._tag === 'placeholder' ? [part.name] : []))
  const unknown = names.find(name => !placeholders.includes(name))
  if (unknown !== undefined) return `{${unknown}} is none of {callId}, {recordingId}, {analysisId} and {ext}`
  if (names.filter(name => name === 'callId').length !== 1) return '{callId} must stand in it once'
  if (names.filter(name => name === 'recordingId' || name === 'analysisId').length !== 1)
    return 'one of {recordingId} and {analysisId} must stand in it, once'
  if (names.includes('ext') && text.indexOf('.{ext}') !== text.length - 6)
    return '{ext} may only be its end, after a dot'
  const between = parts.flatMap((part, n) =>
    part._tag === 'placeholder' && part.name !== 'ext' && n > 0 ? [parts.slice(0, n)] : []
  )
  const separated = between.every(before => {
    if (!before.some(part => part._tag === 'placeholder')) return true
    const last = before.at(-1)
    return last?._tag === 'text' && /[^A-Za-z0-9._~-]/.test(last.text)
  })
  if (!separated)
    return 'between two ids must stand a sign that no id has, as in {callId}/{recordingId}: not only letters, digits, . _ ~ or -'
  return faultOfText(text, parts, spelling)
}

const faultOfText = (text: string, parts: ReadonlyArray<Part>, spelling: Spelling): string | undefined => {
  const own = parts.map(part => (part._tag === 'text' ? part.text : '')).join('')
  if (/[\u0000-\u001f\u007f\\{}]/.test(own)) return 'no control characters, backslashes or single braces'
  if (Array.from(spelling.adds).some(sign => own.includes(sign)))
    return `none of ${spelling.adds}, which ids are written with`
  if (text.split('/').some(segment => segment === '' || segment.startsWith('.')))
    return 'no part between slashes may be empty or begin with a dot'
  return undefined
}

/**
 * Reads a template: `{callId}`, one of `{recordingId}` and `{analysisId}`, and, as its end, optionally `.{ext}`, for
 * which any extension counts and the one of the media type is written. Everything else stands for itself. On the left is
 * what is wrong with it.
 *
 * @example
 * import { identifier, keyTemplate } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const template = keyTemplate('calls/{callId}/{recordingId}.{ext}')
 * assert.ok(E.isRight(template))
 * const ref = {
 *   callId: identifier('call-1'),
 *   recordingId: identifier('rec-1'),
 *   processor: 'archive',
 *   mediaType: 'audio/wav'
 * }
 * assert.deepStrictEqual(template.right.keyOf(ref), E.right('calls/call-1/rec-1.wav'))
 * assert.deepStrictEqual(template.right.refOf('calls/call-1/rec-1.mp3', 'archive'), {
 *   callId: 'call-1',
 *   recordingId: 'rec-1',
 *   processor: 'archive'
 * })
 * assert.deepStrictEqual(template.right.refOf('calls/call-1/notes', 'archive'), undefined)
 *
 * // `a-b` and `c` would have the key of `a` and `b-c`.
 * assert.ok(E.isLeft(keyTemplate('{callId}-{recordingId}.wav')))
 */
export const keyTemplate = (text: string, spelling: Spelling = plain): E.Either<string, KeyTemplate> => {
  const parts = partsOf(text)
  const fault = faultOf(text, parts, spelling)
  if (fault !== undefined) return E.left(fault)

  const holds = parts.some(part => part._tag === 'placeholder' && part.name === 'recordingId')
    ? 'recording'
    : 'analysis'
  const idForm = `[A-Za-z0-9._~${quoted(spelling.adds)}-]+`
  const order = parts.flatMap(part => (part._tag === 'placeholder' ? [part.name] : []))
  const form = new RegExp(
    `^${parts
      .map(part =>
        part._tag === 'text' ? quoted(part.text) : part.name === 'ext' ? '([A-Za-z0-9]{1,16})' : `(${idForm})`
      )
      .join('')}$`
  )
  const write = (ref: Ref, extension: string): E.Either<StoreError, string> => {
    const valid = validRef(ref)
    if (E.isLeft(valid)) return valid
    if ((ref.recordingId !== undefined) !== (holds === 'recording'))
      return E.left({
        _tag: 'InvalidRef',
        retry: 'never',
        reason: `expected ${holds === 'recording' ? 'a recording, found an analysis' : 'an analysis, found a recording'}`
      })
    return E.right(
      parts
        .map(part =>
          part._tag === 'text'
            ? part.text
            : part.name === 'ext'
              ? extension
              : spelling.write(part.name === 'callId' ? ref.callId : refId(ref))
        )
        .join('')
    )
  }
  return E.right({
    text,
    holds,
    keyOf: ref => write(ref, extensionOf(ref)),
    prefixOf: ref => write(ref, ''),
    refOf: (key, processor) => {
      const found = form.exec(key)
      if (found === null) return undefined
      const read = (name: string): Identifier | undefined =>
        spelling.read(found[order.indexOf(name) + 1] ?? '')
      const callId = read('callId')
      const id = read(holds === 'recording' ? 'recordingId' : 'analysisId')
      if (callId === undefined || id === undefined) return undefined
      return holds === 'recording'
        ? { callId, recordingId: id, processor }
        : { callId, analysisId: id, processor }
    }
  })
}
