import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { ndjsonSource } from '../src/ndjson.ts'
import { prove, type Proven } from '../src/prove.ts'
import { verifyProof } from '../src/verifyProof.ts'
import {
  copyFolder,
  instant,
  left,
  linesOf,
  newKey,
  readText,
  runTask,
  vkeyOf,
  workshop,
  type Line,
  type Workshop
} from './support.ts'

jest.setTimeout(60_000)

const lines = linesOf(600, 120)
let shop: Workshop
let out: string
let proven: Proven

beforeAll(async () => {
  shop = workshop()
  out = join(shop.path, 'proof')
  shop.write(lines.slice(0, 300))
  await shop.seal(instant(1000))
  shop.write(lines)
  await shop.seal(instant(1001))
  proven = await runTask(prove(ndjsonSource([shop.events]), { log: shop.log, call: 'c7', out }))
})
afterAll(() => shop.remove())

const proofs = (
  options: { readonly keys?: ReadonlyArray<string>; readonly proofs?: ReadonlyArray<string> } = {}
) => runTask(verifyProof({ proofs: [out], keys: [shop.vkey], ...options }))

describe('prove', () => {
  it('writes a folder for each event of the call', () => {
    const ofCall = lines.filter(({ callId }) => callId === 'c7')
    expect(proven.events.map(({ id }) => id)).toEqual(ofCall.map(({ id }) => id))
    expect(proven).toMatchObject({ call: 'c7', size: 602, unsealed: 0 })
    expect(readdirSync(out).sort()).toEqual(
      [
        ...ofCall.flatMap((_, n) => ['data', 'entry.json', 'salt', 'tlog-proof'].map(kind => `${n}.${kind}`)),
        'checkpoint',
        'key.pem',
        'key.vkey',
        'VERIFY.txt'
      ].sort()
    )
    expect([...proven.files].sort()).toEqual(readdirSync(out).sort())
  })

  it('verifies from the folder alone, with a key from elsewhere', async () => {
    const found = await proofs()
    expect(found).toMatchObject({ ok: true, problems: [] })
    expect(found.verified.map(({ content }) => content)).toEqual(proven.events.map(() => 'intact'))
    expect((await proofs({ keys: [vkeyOf(newKey())] })).problems.map(({ code }) => code)).toEqual(
      proven.events.map(() => 'unknown-key')
    )
  })

  it('fails with any byte of data, entry, salt or proof changed', async () => {
    const copy = join(shop.path, 'copy')
    copyFolder(out, copy)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('0.data', '0.entry.json', '0.salt', '0.tlog-proof'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, by) => {
          const bytes = readFileSync(join(out, name))
          bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ by
          writeFileSync(join(copy, name), bytes)
          const found = await proofs({ proofs: [join(copy, '0.tlog-proof')] })
          copyFileSync(join(out, name), join(copy, name))
          expect(found.ok).toBe(false)
        }
      ),
      { numRuns: 300 }
    )
  })

  it('of an erased event proves the entry, and gives neither data nor salt away', async () => {
    const other = workshop()
    const some = linesOf(8, 2)
    const redacted: Line = { ...(linesOf(1, 1, 9)[0] as Line), type: 'proof-redacted', callId: 'c1' }
    other.write([...some, redacted])
    await other.seal(instant(20))
    other.write([redacted])
    const folder = join(other.path, 'proof')
    const result = await runTask(
      prove(ndjsonSource([other.events]), { log: other.log, call: 'c1', out: folder })
    )
    expect(result.events.map(({ state }) => state)).toEqual([
      'redacted',
      'redacted',
      'redacted',
      'redacted',
      'intact'
    ])
    expect(existsSync(join(folder, '0.data'))).toBe(false)
    expect(existsSync(join(folder, '0.salt'))).toBe(false)
    const found = await runTask(verifyProof({ proofs: [folder], keys: [other.vkey] }))
    expect(found).toMatchObject({ ok: true })
    expect(found.verified.map(({ content }) => content)).toEqual([
      ...Array<string>(4).fill('not-given'),
      'intact'
    ])
    other.remove()
  })

  it('says what of the call is not sealed, refuses what contradicts, and what is not there', async () => {
    const source = ndjsonSource([shop.events])
    const options = { log: shop.log, out: join(shop.path, 'other') }
    expect(left(await prove(source, { ...options, call: 'nobody' })())).toMatchObject({ _tag: 'Refused' })
    shop.write([...lines, { ...(lines[0] as Line), id: 'later', callId: 'c7' }])
    expect(await runTask(prove(source, { ...options, call: 'c7' }))).toMatchObject({ unsealed: 1 })
    shop.write(lines.map(line => (line.callId === 'c7' ? { ...line, digit: 'x' } : line)))
    const refused = left(await prove(source, { ...options, call: 'c7' })())
    expect(refused).toMatchObject({ _tag: 'Refused', problems: [{ code: 'altered' }, {}, {}, {}, {}] })
    shop.write(lines)
  })
})

const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0
const tools =
  process.platform !== 'win32' &&
  has('openssl', 'version') &&
  has('sha256sum', '--version') &&
  has('python3', '--version')
const withTools = tools ? describe : describe.skip
if (!tools) console.warn('skipped: verification by openssl, sha256sum and python3, which are not all here')

withTools('a third party, with openssl, sha256sum and python3', () => {
  /** The commands of VERIFY.txt, as they stand there. */
  const commands = (folder: string): string => {
    const text = readText(join(folder, 'VERIFY.txt'))
    return text.slice(text.indexOf('# 1\n'), text.indexOf('# end of commands'))
  }
  /** The same steps, in the documentation. */
  const documented = (): string => {
    const text = readText(join(__dirname, '../../../docs/sealing.md'))
    return text.slice(text.indexOf('# 1\n'), text.indexOf('```', text.indexOf('# 1\n')))
  }
  it('is told the same steps by the documentation', () => expect(documented()).toBe(commands(out)))

  const follow = (folder: string) =>
    spawnSync('sh', ['-c', commands(folder)], { cwd: folder, encoding: 'utf8' })

  it('gets what VERIFY.txt says, in both languages', () => {
    const text = readText(join(out, 'VERIFY.txt'))
    expect(text).toContain('DANSK')
    expect(text).toContain('ENGLISH')
    const { stdout, stderr, status } = follow(out)
    expect(stderr).toBe('')
    const [signature, leaf, digest, ...answers] = stdout.trim().split('\n')
    expect(signature).toBe('Signature Verified Successfully')
    const entry = readText(join(out, '0.entry.json'))
    expect(digest?.split(' ')[0]).toBe((JSON.parse(entry) as { digest: string }).digest)
    const tile = readFileSync(join(shop.log, 'tile/0/000'))
    const index = proven.events[0]?.leaf ?? 0
    expect(leaf?.split(' ')[0]).toBe(tile.toString('hex', index * 32, index * 32 + 32))
    expect(answers).toEqual(proven.events.map((_, n) => `${n}.tlog-proof: ok`))
    expect(status).toBe(0)
  })

  it.each([
    ['checkpoint', 'the signature'],
    ['0.data', 'the digest'],
    ['1.entry.json', 'the path'],
    ['2.salt', 'the digest'],
    ['3.tlog-proof', 'the path']
  ])('finds a changed %s by %s', name => {
    const copy = join(shop.path, 'third')
    copyFolder(out, copy)
    const bytes = readFileSync(join(copy, name))
    const at = name === '3.tlog-proof' ? bytes.indexOf('\nindex') + 16 : 30 % bytes.length
    bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41
    writeFileSync(join(copy, name), bytes)
    const { stdout, stderr, status } = follow(copy)
    expect(`${stdout}${stderr}`).toMatch(
      /Signature Verification Failure|not what was sealed|does not lead|checkpoint|Error/
    )
    expect(status).not.toBe(0)
    rmSync(copy, { recursive: true })
  })

  it('makes a key that seal takes, and a signature that verify takes', async () => {
    const own = workshop()
    const { status } = spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', own.keyPath])
    expect(status).toBe(0)
    own.write(lines.slice(0, 3))
    await own.seal(instant(5))
    const vkey = readText(join(own.log, 'key.vkey')).trim()
    expect(await own.verify({ keys: [vkey] })).toMatchObject({ ok: true, intact: 3 })
    const body = join(own.path, 'body')
    const signature = join(own.path, 'signature')
    const [text = '', line = ''] = readText(join(own.log, 'checkpoint')).split('\n\n')
    writeFileSync(body, `${text}\n`)
    spawnSync('openssl', [
      'pkeyutl',
      '-sign',
      '-inkey',
      own.keyPath,
      '-rawin',
      '-in',
      body,
      '-out',
      signature
    ])
    const inNote = Buffer.from(line.trim().split(' ')[2] ?? '', 'base64').subarray(4)
    expect(inNote.equals(readFileSync(signature))).toBe(true)
    own.remove()
  })
})
