import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { looksLikeAddress, readAddress, shownAddress } from '../src/address.ts'

const host = fc.constantFrom('localhost', 'db.example', '10.0.0.7', '[::1]', 'node-1.db_a')
const port = fc.integer({ min: 1, max: 65_535 })
const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
const scheme = fc.constantFrom('esdb', 'kurrentdb', 'kurrent', 'esdb+discover', 'ESDB', 'KurrentDB+Discover')

test('every address that is written by the rules says what was meant, and shows neither user nor password', () => {
  fc.assert(
    fc.property(
      scheme,
      fc.array(fc.tuple(host, port), { minLength: 1, maxLength: 3 }),
      fc.option(fc.tuple(text, text)),
      text,
      fc.constantFrom('', ' ', '\n'),
      (name, hosts, credentials, connectionName, blank) => {
        const where = hosts.map(([address, number]) => `${address}:${number}`).join(',')
        const user = credentials === null ? '' : `${credentials.map(encodeURIComponent).join(':')}@`
        const written = `${blank}${name}://${user}${where}?connectionName=${encodeURIComponent(connectionName)}&tls=false`
        expect(readAddress(written)).toEqual(
          E.right({
            discover: /discover/i.test(name),
            hosts: hosts.map(([address, number]) => ({ address, port: number })),
            ...(credentials !== null && {
              credentials: { username: credentials[0], password: credentials[1] }
            }),
            settings: { connectionName, tls: false }
          })
        )
        expect(shownAddress(written)).toBe(`${name.toLowerCase()}://${where}`)
      }
    )
  )
})

test.each([
  ['a name with an @ in a setting is no host', 'esdb://localhost:2113?connectionName=me@work', 'localhost'],
  ['a password may hold a colon', 'esdb://me:a:b@db.example', 'db.example'],
  ['and an @ and a #', 'esdb://me:a@b#c@db.example/', 'db.example']
])('%s', (_, written, address) => {
  expect(readAddress(written)).toMatchObject({ right: { hosts: [{ address, port: 2113 }] } })
})

test.each([
  ['esdbs://me:pw@h', 'esdbs:// is no scheme of a store: did you mean esdb://?'],
  ['https://me:pw@h', 'https:// is no scheme of a store: did you mean esdb://?'],
  [
    'http://h',
    'http:// is no scheme of a store: did you mean esdb://, with ?tls=false for a server without TLS?'
  ],
  ['eventstore://h', 'eventstore:// is no scheme of a store: did you mean esdb://?'],
  ['kurrent+discovr://h', 'kurrent+discovr:// is no scheme of a store: did you mean kurrent+discover://?'],
  ['esdb:/me:pw@h', 'expected two slashes after esdb:, as in esdb://HOST:PORT'],
  ['esdb:h', 'expected two slashes after esdb:, as in esdb://HOST:PORT'],
  ['hunter2://h', 'expected esdb://HOST:PORT or kurrentdb://HOST:PORT'],
  ['me:hunter2@h', 'expected esdb://HOST:PORT or kurrentdb://HOST:PORT'],
  ['esdb://h:99999', 'the port: expected 1 to 65535, found 99999'],
  ['esdb://h:0', 'the port: expected 1 to 65535, found 0'],
  ['esdb://me:p?w@h', 'is percent-encoded'],
  ['esdb://me:p/w@h', 'is percent-encoded'],
  ['esdb://me:100%@h', 'is percent-encoded'],
  ['esdb://me@h', 'expected USER:PASSWORD before the @'],
  ['esdb://', 'expected HOST or HOST:PORT'],
  ['esdb://h?tsl=false', 'no setting of the name tsl: did you mean tls?'],
  ['esdb://h?hunter2hunter2=1', 'a setting of 14 characters, which there is none of: expected some of'],
  ['esdb://h?tls=nein', 'tls: expected true or false, found another text'],
  ['esdb://h?gossipTimeout=', 'gossipTimeout: expected seconds, a whole number of 1 or more, found nothing'],
  ['esdb://h?tlsVerifyCert=false', 'a certificate is always verified'],
  ['esdb://h?throwOnAppendFailure=false', 'leave it out'],
  ['esdb://h?userCertFile=/c.pem', 'userCertFile and userKeyFile go together']
])('%s is refused in a sentence that says what to do', (written, sentence) => {
  const read = readAddress(written)
  expect(E.isLeft(read) && read.left).toContain(sentence)
})

/** What a person may have for a password, written as it is. */
const secret = fc
  .string({ minLength: 3, maxLength: 12, unit: fc.constantFrom(...Array.from('abcXYZ789-._~!$&*+;=%:/?# ')) })
  .map(middle => `SE${middle}CRET`)

const broken = fc
  .tuple(
    fc.constantFrom('', ' ', '\t'),
    fc.constantFrom('ESDB', 'esdbs', 'https', 'http', 'eventstore', 'kurrent+discovr', 'kurrentdb+discover'),
    fc.constantFrom(':', ':/', '://', ':///'),
    fc.constantFrom('admin', 'a/b', 'a?b', 'a@b'),
    secret,
    fc.constantFrom('db.example', 'db.example:99999', 'db.example:2113,', '', '[', 'db example', 'a,b:x'),
    fc.constantFrom('', '?tsl=false', '?tls=maybe', '/path', '?=', '&&', '?connectionName=me@work', '?x')
  )
  .map(([blank, name, slashes, user, password, at, settings]) => ({
    written: `${blank}${name}${slashes}${user}:${password}@${at}${settings}`,
    password
  }))

test('however broken an address is, nothing that is said of it holds the password or a part of it', () => {
  fc.assert(
    fc.property(broken, ({ written, password }) => {
      const read = readAddress(written)
      const said = [shownAddress(written), E.isLeft(read) ? read.left : shownAddress(written)].join('\n')
      expect(said).not.toContain(password)
      expect(said).not.toMatch(/SE.*CRET|SE[abcXYZ789]|CRET/)
    }),
    { numRuns: 2_000 }
  )
})

test('what is meant as an address is taken for one, and files are not', () => {
  for (const written of ['esdb:h', 'ESDB://h', ' esdb://h', 'https://h', 'file:///h', 'esbd:h', 'x1:/y']) {
    expect(looksLikeAddress(written)).toBe(true)
  }
  for (const file of [
    '-',
    'events.ndjson',
    './esdb',
    'C:/calls/a.ndjson',
    'a:b.ndjson',
    '2025-01-01T10:00.gz'
  ]) {
    expect(looksLikeAddress(file)).toBe(false)
  }
})
