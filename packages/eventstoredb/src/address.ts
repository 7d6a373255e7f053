/**
 * The address of a store: its connection string, read strictly, and shown without what is secret.
 *
 * The client's own reading takes `localhost?connectionName=me@db` for a user at the host `db`, cuts a password at its
 * first colon, and quotes the whole string in its errors and warnings.
 */
import { nearestName } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { readSettings, type StoreSettings } from './addressSettings.ts'

/** Where a node is. */
export interface StoreHost {
  readonly address: string
  readonly port: number
}

/** What a connection string says. */
export interface StoreAddress {
  /** Whether the nodes are asked for at one DNS name. */
  readonly discover: boolean
  readonly credentials?: { readonly username: string; readonly password: string }
  readonly hosts: ReadonlyArray<StoreHost>
  readonly settings: StoreSettings
}

const schemes = ['esdb', 'kurrentdb', 'kurrent'].flatMap(scheme => [scheme, `${scheme}+discover`])

/** What stores are called elsewhere, and what else speaks at their port. */
const others: Readonly<Record<string, string>> = {
  eventstore: 'esdb',
  eventstoredb: 'esdb',
  http: 'esdb',
  https: 'esdb',
  tcp: 'esdb'
}

const known = [...schemes, ...Object.keys(others)]
const defaultPort = 2113
const form = 'expected esdb://HOST:PORT or kurrentdb://HOST:PORT, such as esdb://localhost:2113?tls=false'
const encoded = 'in a user or password, each of / ? @ : and % is percent-encoded (%2F %3F %40 %3A %25)'

interface Split {
  /** In small letters; empty where the text has none. */
  readonly scheme: string
  readonly slashes: number
  readonly rest: string
}

const split = (text: string): Split => {
  const [all = '', scheme = '', slashes = ''] = /^([a-z][a-z0-9+.-]+):(\/*)/i.exec(text.trim()) ?? []
  return { scheme: scheme.toLowerCase(), slashes: slashes.length, rest: text.trim().slice(all.length) }
}

/** The scheme as it may be shown: a person's mistake in it, not a user's name before a colon. */
const familiar = ({ scheme }: Split): string | undefined =>
  nearestName(scheme, known) === undefined ? undefined : scheme

/**
 * Whether a text is meant as the address of a store, well written or not: it starts with the scheme of one, or with any
 * scheme and a slash.
 *
 * @example
 * import { looksLikeAddress } from '@samtykke/eventstoredb/address'
 *
 * assert.ok(looksLikeAddress('ESDB://localhost'))
 * assert.ok(looksLikeAddress(' https://localhost:2113'))
 * assert.ok(!looksLikeAddress('events.ndjson'))
 */
export const looksLikeAddress = (text: string): boolean => {
  const parts = split(text)
  return parts.scheme !== '' && (parts.slashes > 0 || familiar(parts) !== undefined)
}

const hostForm = /^(\[[0-9a-f:.]+\]|[^\s:,@/?#[\]]+)(?::(\d{1,9}))?$/i

const readHost = (text: string): E.Either<string, StoreHost> => {
  const [, address, port = String(defaultPort)] = hostForm.exec(text) ?? []
  if (address === undefined) {
    return E.left(`expected HOST or HOST:PORT after the scheme (several with commas between); ${encoded}`)
  }
  return Number(port) >= 1 && Number(port) <= 65_535
    ? E.right({ address, port: Number(port) })
    : E.left(`the port: expected 1 to 65535, found ${port}`)
}

const readCredentials = (text: string): E.Either<string, StoreAddress['credentials']> => {
  const [, user = '', password = ''] = /^([^:]+):(.+)$/s.exec(text) ?? []
  if (user === '') return E.left(`expected USER:PASSWORD before the @; ${encoded}`)
  return E.tryCatch(
    () => ({ username: decodeURIComponent(user), password: decodeURIComponent(password) }),
    () => `expected a user and a password that are percent-encoded; ${encoded}`
  )
}

const wrongScheme = (parts: Split): string | undefined => {
  const { scheme, slashes } = parts
  if (schemes.includes(scheme)) {
    return slashes === 2 ? undefined : `expected two slashes after ${scheme}:, as in ${scheme}://HOST:PORT`
  }
  const near = nearestName(scheme, known)
  if (near === undefined) return form
  const meant = others[near] ?? near
  const plain = near === 'http' ? ', with ?tls=false for a server without TLS' : ''
  return `${scheme}:// is no scheme of a store: did you mean ${meant}://${plain}?`
}

/**
 * Reads a connection string: `esdb://USER:PASSWORD@HOST:PORT,…?SETTING=VALUE&…`, also `kurrentdb` and `kurrent`, each
 * also with `+discover`, in capitals too. What is wrong with it is said without repeating any of it but a scheme, a
 * port, and a setting's name where that is nearly right.
 *
 * @example
 * import { readAddress } from '@samtykke/eventstoredb/address'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(readAddress('ESDB://reader:%40home@db.example?connectionName=me@work'), E.right({
 *   discover: false,
 *   credentials: { username: 'reader', password: '@home' },
 *   hosts: [{ address: 'db.example', port: 2113 }],
 *   settings: { connectionName: 'me@work' }
 * }))
 * assert.deepStrictEqual(
 *   readAddress('esdbs://reader:secret@db.example'),
 *   E.left('esdbs:// is no scheme of a store: did you mean esdb://?')
 * )
 */
export const readAddress = (text: string): E.Either<string, StoreAddress> => {
  const parts = split(text)
  const problem = wrongScheme(parts)
  if (problem !== undefined) return E.left(problem)
  const [, authority = '', query] = /^([^/?]*)\/*(?:\?(.*))?$/s.exec(parts.rest) ?? []
  const at = authority.lastIndexOf('@')
  return pipe(
    E.Do,
    E.bind('hosts', () => pipe(authority.slice(at + 1).split(','), E.traverseArray(readHost))),
    E.bind('credentials', () => (at < 0 ? E.right(undefined) : readCredentials(authority.slice(0, at)))),
    E.bind('settings', () => readSettings(query)),
    E.map(({ hosts, credentials, settings }) => ({
      discover: parts.scheme.endsWith('+discover'),
      ...(credentials !== undefined && { credentials }),
      hosts,
      settings
    }))
  )
}

/** The host of a text that is no address as it should be: behind its one `@`. With several, where it is is not certain. */
const hostIn = (rest: string): string => {
  const behind = rest.split('@')
  const host = (behind.length === 2 ? behind[1]! : behind[0]!).split(/[/?#&,\s\\]/)[0]!
  return behind.length <= 2 && /^[a-z0-9._-]+(:\d{1,5})?$/i.test(host) ? host : '…'
}

/**
 * The address as it may be shown: scheme, hosts and ports, and nothing else; of what cannot be read, as much of that as
 * is certain.
 *
 * @example
 * import { shownAddress } from '@samtykke/eventstoredb/address'
 *
 * assert.deepStrictEqual(shownAddress('esdb://reader:secret@db.example:2113?tls=false'), 'esdb://db.example:2113')
 * assert.deepStrictEqual(shownAddress('esdbs://reader:sec/ret@db.example'), 'esdbs://db.example')
 */
export const shownAddress = (text: string): string => {
  const parts = split(text)
  const scheme = familiar(parts)
  const read = readAddress(text)
  if (E.isLeft(read)) return scheme === undefined ? 'an address' : `${scheme}://${hostIn(parts.rest)}`
  const hosts = parts.rest.split(/[/?]/)[0]!
  return `${parts.scheme}://${hosts.slice(hosts.lastIndexOf('@') + 1)}`
}
