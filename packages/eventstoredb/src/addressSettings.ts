/**
 * The settings of a connection string, behind its question mark.
 */
import { nearestName } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

const nodePreferences = ['leader', 'follower', 'random', 'read_only_replica'] as const

/** The settings of the client, as they were given; absent = the client's own. Times are in milliseconds. */
export interface StoreSettings {
  readonly connectionName?: string
  readonly tls?: boolean
  readonly tlsCAFile?: string
  readonly userCertFile?: string
  readonly userKeyFile?: string
  readonly nodePreference?: (typeof nodePreferences)[number]
  readonly maxDiscoverAttempts?: number
  readonly discoveryInterval?: number
  /** In seconds. */
  readonly gossipTimeout?: number
  readonly defaultDeadline?: number
  /** -1 = never. */
  readonly keepAliveInterval?: number
  readonly keepAliveTimeout?: number
}

type Read = (text: string) => unknown

const text: Read = value => value
const flag: Read = value => (value === 'true' ? true : value === 'false' ? false : undefined)
const wholeNumber =
  (least: number): Read =>
  value => {
    const number = /^-?\d{1,10}$/.test(value) ? Number(value) : NaN
    return number >= least ? number : undefined
  }
const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '')
const preference: Read = value => nodePreferences.find(each => flat(each) === flat(value))

/** What each setting is read by, and what is expected of its value. */
const settings: Readonly<Record<string, readonly [Read, string]>> = {
  connectionName: [text, 'a text'],
  tls: [flag, 'true or false'],
  tlsVerifyCert: [flag, 'true or false'],
  tlsCAFile: [text, 'a file'],
  userCertFile: [text, 'a file'],
  userKeyFile: [text, 'a file'],
  nodePreference: [preference, `one of ${nodePreferences.join(', ')}`],
  maxDiscoverAttempts: [wholeNumber(1), 'a whole number of 1 or more'],
  discoveryInterval: [wholeNumber(0), 'milliseconds, a whole number'],
  gossipTimeout: [wholeNumber(1), 'seconds, a whole number of 1 or more'],
  defaultDeadline: [wholeNumber(1), 'milliseconds, a whole number of 1 or more'],
  keepAliveInterval: [wholeNumber(-1), 'milliseconds, a whole number, or -1'],
  keepAliveTimeout: [wholeNumber(-1), 'milliseconds, a whole number, or -1']
}

const refused: Readonly<Record<string, string>> = {
  throwOnAppendFailure: 'leave it out; without it a failed append cannot be told from a good one'
}

const names = [...Object.keys(settings), ...Object.keys(refused)]

const unknown = (name: string): string => {
  const near = nearestName(name, names)
  return near === undefined
    ? `a setting of ${name.length} characters, which there is none of: expected some of ${Object.keys(settings).join(', ')}`
    : `no setting of the name ${name}: did you mean ${near}?`
}

const readSetting = (pair: string): E.Either<string, Partial<StoreSettings>> => {
  const at = pair.indexOf('=')
  const [given, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1).trim()]
  const name = names.find(each => flat(each) === flat(given))
  if (name === undefined) return E.left(unknown(given.trim()))
  if (refused[name] !== undefined) return E.left(`${name}: ${refused[name]}`)
  const [read, expected] = settings[name]!
  const decoded = E.tryCatch(() => read(decodeURIComponent(value)), String)
  if (value === '' || E.isLeft(decoded) || decoded.right === undefined) {
    return E.left(`${name}: expected ${expected}, found ${value === '' ? 'nothing' : 'another text'}`)
  }
  if (name !== 'tlsVerifyCert') return E.right({ [name]: decoded.right })
  return decoded.right === true
    ? E.right({})
    : E.left('tlsVerifyCert: a certificate is always verified; tlsCAFile names the authority that signed it')
}

/** Reads `SETTING=VALUE&…`; what is wrong with it is said without repeating a value. */
export const readSettings = (query: string | undefined): E.Either<string, StoreSettings> => {
  let all: StoreSettings = {}
  for (const pair of query === undefined || query === '' ? [] : query.split('&')) {
    const read = readSetting(pair)
    if (E.isLeft(read)) return read
    all = { ...all, ...read.right }
  }
  const { userCertFile, userKeyFile } = all
  return (userCertFile === undefined) === (userKeyFile === undefined)
    ? E.right(all)
    : E.left('userCertFile and userKeyFile go together')
}
