import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callKey, identifier, type KeyName, recordingKey, renderVaultError } from '@samtykke/core'
import { makeMasterKey, masterKey, readMasterKey } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { leftOf, newFolder, removeFolders, rightOf, someMaster } from './support/some.ts'

afterAll(removeFolders)

const name = callKey(identifier('call-1'))
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('a wrapped key', () => {
  it('is opened under its name by its master key: 40 bytes, and nothing of the key in them', async () => {
    await fc.assert(
      fc.asyncProperty(bytes32, bytes32, async (master, key) => {
        const wrapper = someMaster(master)
        const wrapped = await rightOf(wrapper.wrap(name, key))
        expect(wrapped).toHaveLength(40)
        expect(await rightOf(wrapper.unwrap(name, wrapped))).toEqual(Uint8Array.from(key))
      })
    )
  })

  it('is RFC 5649 under a key that HKDF derives from the name: others can open it', async () => {
    const [master, key] = [randomBytes(32), randomBytes(32)]
    const wrappingKey = Buffer.from(hkdfSync('sha256', master, new Uint8Array(), `samtykke wrap ${name}`, 32))
    const cipher = createCipheriv('id-aes256-wrap-pad', wrappingKey, Buffer.from('a65959a6', 'hex'))
    const expected = Buffer.concat([cipher.update(key), cipher.final()])
    expect(Buffer.from(await rightOf(someMaster(master).wrap(name, key)))).toEqual(expected)
  })

  it('opens nothing under another name, by another master key, or with any byte changed or missing', async () => {
    const master = someMaster()
    const wrapped = await rightOf(master.wrap(name, randomBytes(32)))
    const others: ReadonlyArray<KeyName> = [
      callKey(identifier('call-2')),
      recordingKey(identifier('call-1'), identifier('call-1'))
    ]
    for (const other of others)
      expect(await leftOf(master.unwrap(other, wrapped))).toEqual({
        _tag: 'NotUnwrapped',
        retry: 'never',
        name: other
      })
    expect((await leftOf(someMaster().unwrap(name, wrapped)))._tag).toBe('NotUnwrapped')
    for (let n = 0; n < wrapped.length; n += 1) {
      const changed = Uint8Array.from(wrapped)
      changed[n]! ^= 1
      expect((await leftOf(master.unwrap(name, changed)))._tag).toBe('NotUnwrapped')
      expect((await leftOf(master.unwrap(name, wrapped.subarray(0, n))))._tag).toBe('NotUnwrapped')
    }
  })

  it('is of no use for another length: a master key has 32 bytes', () => {
    for (const length of [0, 16, 31, 33, 64]) expect(E.isLeft(masterKey(new Uint8Array(length)))).toBe(true)
  })

  it('is named by an id that the master key determines and that tells nothing of it', () => {
    const master = randomBytes(32)
    expect(someMaster(master).id).toBe(someMaster(master).id)
    expect(someMaster(master).id).not.toBe(someMaster().id)
    expect(someMaster(master).id).toMatch(/^[0-9a-f]{32}$/)
    expect(master.toString('hex')).not.toContain(someMaster(master).id)
  })
})

describe('a master key in a file', () => {
  const write = (text: string, mode = 0o600): string => {
    const file = join(newFolder(), 'master.key')
    writeFileSync(file, text, { mode })
    chmodSync(file, mode)
    return file
  }

  it('is read as openssl writes it, in hexadecimal and in base64', async () => {
    const master = randomBytes(32)
    const texts = [
      `${master.toString('hex')}\n`,
      master.toString('hex').toUpperCase(),
      `${master.toString('base64')}\r\n`,
      `  ${master.toString('base64url')}  `
    ]
    for (const text of texts)
      expect((await rightOf(readMasterKey({ file: write(text) }))).id).toBe(someMaster(master).id)
  })

  it('is refused where others may use it, whatever they may', async () => {
    for (const mode of [0o640, 0o604, 0o660, 0o620, 0o601, 0o644])
      expect(renderVaultError(await leftOf(readMasterKey({ file: write('00'.repeat(32), mode) })))).toBe(
        `the master key cannot be used: the file of the master key: expected that only its owner may use it (mode 600), found mode ${mode.toString(8)}`
      )
  })

  it('is refused with its length where it is anything else, and never repeated', async () => {
    const wrong = [
      '',
      'hunter2-canary',
      '00'.repeat(31),
      '00'.repeat(33),
      `${'00'.repeat(32)}\n${'00'.repeat(32)}`
    ]
    for (const text of wrong) {
      const said = renderVaultError(await leftOf(readMasterKey({ file: write(text) })))
      expect(said).toContain(`found ${text.length} signs`)
      expect(said).not.toContain('canary')
      expect(said).not.toContain('0000')
    }
  })

  it('is refused where there is no file, a folder, or a link to nowhere', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'folder'), { mode: 0o700 })
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
    for (const file of ['none', 'folder', 'link'])
      expect((await leftOf(readMasterKey({ file: join(folder, file) })))._tag).toBe('MasterKeyFailed')
  })

  it('is made for its owner alone, and never over another', async () => {
    const file = join(newFolder(), 'master.key')
    const { id } = await rightOf(makeMasterKey(file))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = readFileSync(file)
    expect((await leftOf(makeMasterKey(file)))._tag).toBe('MasterKeyFailed')
    expect(readFileSync(file)).toEqual(before)
    expect((await rightOf(readMasterKey({ file }))).id).toBe(id)
  })
})

test('a master key in a variable is read, and a variable that is not set is named', async () => {
  process.env['SAMTYKKE_TEST_MASTER_KEY'] = '11'.repeat(32)
  const wrapper = await rightOf(readMasterKey({ variable: 'SAMTYKKE_TEST_MASTER_KEY' }))
  expect(wrapper.id).toBe(someMaster(Buffer.from('11'.repeat(32), 'hex')).id)
  delete process.env['SAMTYKKE_TEST_MASTER_KEY']
  expect(renderVaultError(await leftOf(readMasterKey({ variable: 'SAMTYKKE_TEST_MASTER_KEY' })))).toContain(
    'the variable SAMTYKKE_TEST_MASTER_KEY is not set'
  )
})
