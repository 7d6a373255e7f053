/**
 * What is said beside the events or the vCon: nothing is dropped, read in a certain way or refused in silence.
 */

/**
 * What becomes of what a note is about: `refused`, no event was made of it though one could be expected; `assumed`, the
 * vCon does not say it and the reading that the code names was taken; `left-out`, no event can carry it.
 */
export const noteKinds = {
  'wrong-member': 'refused',
  'no-direction': 'refused',
  'no-offset': 'refused',
  'no-start': 'refused',
  'no-time-of-grant': 'refused',
  'no-method': 'refused',
  'unknown-reference': 'refused',
  'hash-differs': 'refused',
  'hash-not-checked': 'refused',
  'conditional-grant': 'refused',
  'no-purpose': 'refused',
  'no-event': 'refused',
  'signed-not-verified': 'assumed',
  'signature-verified': 'assumed',
  'unknown-version': 'assumed',
  'no-uuid': 'assumed',
  'text-kept': 'assumed',
  'content-elsewhere': 'assumed',
  'unknown-dialog-type': 'assumed',
  'directions-differ': 'assumed',
  'no-processor': 'assumed',
  'no-region': 'assumed',
  'no-line': 'assumed',
  'no-customer-type': 'assumed',
  'time-of-analysis': 'assumed',
  'no-engine': 'assumed',
  'no-engine-version': 'assumed',
  'no-type-of-analysis': 'assumed',
  'no-sides': 'assumed',
  'no-notice': 'assumed',
  'no-language': 'assumed',
  'no-channel': 'assumed',
  'overruled-grant': 'assumed',
  expired: 'assumed',
  'expires-later': 'assumed',
  'never-valid': 'assumed',
  'basis-of-the-policy': 'assumed',
  'basis-differs': 'assumed',
  'no-subject': 'assumed',
  'no-grant': 'left-out',
  'not-of-a-customer': 'left-out',
  'denied-without-effect': 'left-out',
  'empty-place': 'left-out',
  'no-content': 'left-out',
  'no-recording': 'left-out',
  'redacted-content': 'left-out',
  'not-carried': 'left-out',
  'unknown-member': 'left-out',
  'personal-data': 'left-out',
  'other-attachment': 'left-out',
  'another-vcon': 'left-out'
} as const

/** What a note says: the words for it are the caller's. */
export type NoteCode = keyof typeof noteKinds

/** One thing that is said of a vCon, and where in it. It never repeats what stands there, which may be personal. */
export interface Note {
  readonly code: NoteCode
  /** Members and places with dots between: `dialog.0.start`; empty for the whole. */
  readonly path: string
  /** Of `wrong-member`, `no-event`: what was expected. */
  readonly expected?: string
  /** Of `wrong-member`, `no-event`: the form and length of what was found. */
  readonly found?: string
}

/** A note's code and member, and how often it was said of one. */
export interface NoteCount {
  readonly code: NoteCode
  /** The path without its places: `dialog[].start`. */
  readonly member: string
  readonly count: number
}

const memberOf = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '[]')

/**
 * How often each thing was said: what was refused first, then what was assumed, then what was left out.
 *
 * @example
 * import { countNotes } from '@samtykke/vcon'
 *
 * const counts = countNotes([
 *   { code: 'not-carried', path: 'dialog.0.url' },
 *   { code: 'not-carried', path: 'dialog.1.url' },
 *   { code: 'no-offset', path: 'dialog.1.start' }
 * ])
 * assert.deepStrictEqual(counts, [
 *   { code: 'no-offset', member: 'dialog[].start', count: 1 },
 *   { code: 'not-carried', member: 'dialog[].url', count: 2 }
 * ])
 */
export const countNotes = (notes: Iterable<Note>): ReadonlyArray<NoteCount> => {
  const counts = new Map<string, { code: NoteCode; member: string; count: number }>()
  for (const { code, path } of notes) {
    const member = memberOf(path)
    const key = `${code} ${member}`
    const found = counts.get(key)
    if (found === undefined) counts.set(key, { code, member, count: 1 })
    else found.count++
  }
  const order = Object.keys(noteKinds)
  return [...counts.values()].sort(
    (a, b) => order.indexOf(a.code) - order.indexOf(b.code) || (a.member < b.member ? -1 : 1)
  )
}
