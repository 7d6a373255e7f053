/**
 * Names and ids that are new in each run of a scenario, and the same in each recording.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Json } from './scenario.ts'

/** The names and event ids of one run of a scenario: made new for each run, written back in its results. */
export interface Naming {
  /** Puts the run's token in the place of `{u}`, at any depth. */
  readonly fill: <A>(value: A) => A
  /** Puts `{u}` in the place of the run's token. */
  readonly blank: (text: string) => string
  /** The stream that a scenario means: a name of small letters and digits is short for `{u}-name`. */
  readonly stream: (name: string) => string
  /** The event id that `#7` or `UPPER#7` stands for; any other text is an id already. */
  readonly eventId: (reference: string) => string
  /** The `#7` that an event id was made from, or `*` if it was made by the client or the server. */
  readonly reference: (eventId: string) => string
}

const uuidFrom = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32)
  ].join('-')
}

const fillText = (token: string, value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('{u}', token)
  if (Array.isArray(value)) return value.map(each => fillText(token, each))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [fillText(token, name), fillText(token, member)])
  )
}

/** Names for one run. */
export const naming = (token = `v${randomBytes(5).toString('hex')}`): Naming => {
  const references = new Map<string, string>()
  const numbered = (number: string): string => {
    const id = uuidFrom(`${token}/${number}`)
    references.set(id, `#${number}`)
    return id
  }
  return {
    fill: <A>(value: A) => fillText(token, value) as A,
    blank: text => text.replaceAll(token, '{u}'),
    stream: name => (/^[a-z][a-z0-9]*$/.test(name) ? `${token}-${name}` : name.replaceAll('{u}', token)),
    eventId: reference => {
      const [, upper, number] = /^(UPPER)?#(\d+)$/.exec(reference) ?? []
      if (number === undefined) return reference
      return upper === undefined ? numbered(number) : numbered(number).toUpperCase()
    },
    reference: id => {
      const exact = references.get(id)
      if (exact !== undefined) return exact
      const lower = references.get(id.toLowerCase())
      return lower === undefined ? '*' : `UPPER${lower}`
    }
  }
}

const isPlainText = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(text, 'utf8').equals(bytes) && !/[\u0000-\u0008\u000e-\u001f]/.test(text)

/** A value that the client handed over as JSON, without what differs from run to run. */
export const toJson = (value: unknown, names: Naming): Json => {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') {
    return value.length > 300
      ? { $long: value.length, sha1: createHash('sha1').update(value).digest('hex') }
      : names.blank(value)
  }
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value).toString('utf8')
    return isPlainText(value, text)
      ? { $text: toJson(text, names) }
      : { $base64: Buffer.from(value).toString('base64') }
  }
  if (Array.isArray(value)) return value.map(each => toJson(each, names))
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [names.blank(name), toJson(member, names)])
    )
  }
  return value as Json
}
