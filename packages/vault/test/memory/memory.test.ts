/**
 * What a process that used a vault still has in its memory: in a snapshot of its heap, and in all of it, as a core dump has it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { randomBytes, randomUUID } from 'node:crypto'
import { callKey, type Identifier, type KeyName, type PlacedMembers, recordingKey } from '@samtykke/core'
import {
  ageIdentity,
  ageRecipient,
  encryptTo,
  makeMasterKey,
  memberCipher,
  openDirectoryKeyTable
} from '@samtykke/vault'
import { memberKey } from '../../src/members/memberText.ts'
import { bytesOf, chunked, newFolder, removeFolders, rightOf, someVault } from '../support/some.ts'

const calls = (['call-1', 'call-2'] as const).map(each => each as string as Identifier)
const recordingOf = (callId: Identifier): Identifier => `rec-${callId}` as Identifier
const secretOf = (kind: string): string => `kanarie-${kind}-${randomBytes(9).toString('hex')}`

let child: ChildProcess
let folder: string
const texts: string[] = []
/** By what it is, for who reads that it was found. */
const keys = new Map<string, Uint8Array>()

beforeAll(async () => {
  folder = newFolder()
  const wrapper = await rightOf(makeMasterKey(join(folder, 'master.key')))
  const table = await rightOf(openDirectoryKeyTable(join(folder, 'keys'), { create: true }))
  const vault = await someVault(table, { wrapper })
  const members: PlacedMembers[] = []
  for (const callId of calls) {
    const [usedBy, sound] = [secretOf('member'), secretOf('sound')]
    texts.push(usedBy, sound)
    const boundTo = { stream: `call-${callId}`, id: randomUUID(), type: 'recording-used' }
    members.push({ members: { usedBy }, boundTo })
    const key = await rightOf(vault.keyOrNew(recordingKey(callId, recordingOf(callId))))
    const plain = chunked(Buffer.from(sound.repeat(5_000)))
    writeFileSync(join(folder, recordingOf(callId)), await bytesOf(encryptTo(await ageRecipient(key), plain)))
    keys.set(`the key of the recording of ${callId}`, key)
  }
  const sealed = await rightOf(memberCipher(vault).seal(members))
  for (const callId of calls) {
    const key = await rightOf(vault.key(callKey(callId)))
    keys.set(`the key of ${callId}`, key)
    keys.set(`the key for members of ${callId}`, memberKey(key))
  }
  await vault.close()()

  const [first] = calls as [Identifier]
  const destroyed: ReadonlyArray<KeyName> = [callKey(first), recordingKey(first, recordingOf(first))]
  const given = {
    sealed: members.map(({ boundTo }, index) => ({ members: sealed[index], boundTo })),
    refs: calls.map(callId => ({ callId, recordingId: recordingOf(callId), processor: 'archive' })),
    destroyed
  }
  child = spawn(
    process.execPath,
    ['--expose-gc', join(__dirname, 'opener.mjs'), folder, JSON.stringify(given)],
    { stdio: ['pipe', 'pipe', 'pipe'] }
  )
  let stderr = ''
  child.stderr!.on('data', chunk => (stderr += String(chunk)))
  const ended = once(child, 'close').then(() => [stderr])
  const said = once(createInterface({ input: child.stdout! }), 'line')
  const [length] = (await Promise.race([said, ended])) as [string]
  // It opened all of it.
  expect(length).toBe(
    String(texts.reduce((sum, text, n) => sum + text.length * (n % 2 === 0 ? 1 : 5_000), 0))
  )
}, 60_000)

afterAll(async () => {
  if (child.kill('SIGKILL')) await once(child, 'close')
  removeFolders()
})

/** A text in UTF-8, which is also its form in JSON, in UTF-16, hexadecimal and base64 without the signs at its ends. */
const formsOf = (text: string): ReadonlyArray<Buffer> => {
  const bytes = Buffer.from(text)
  const coded = [bytes.toString('hex'), bytes.toString('base64').slice(0, -4)]
  return [bytes, Buffer.from(text, 'utf16le'), ...coded.map(each => Buffer.from(each))]
}

/** The bytes of a key, and the texts in which they may stand. */
const formsOfKey = (key: Uint8Array): ReadonlyArray<Buffer> => {
  const bytes = Buffer.from(key)
  const written = [
    bytes.toString('hex'),
    bytes.toString('base64').slice(0, -1),
    ageIdentity(key),
    [...key].join()
  ]
  return [bytes, ...written.flatMap(text => [Buffer.from(text), Buffer.from(text, 'utf16le')])]
}

const keysIn = (memory: Buffer): ReadonlyArray<string> =>
  [...keys].flatMap(([what, key]) => (formsOfKey(key).some(form => memory.includes(form)) ? [what] : []))

test('its heap has neither what it opened nor a key', () => {
  const heap = readFileSync(join(folder, 'heap'))
  // The arguments of the process are in it: what is there is found.
  expect(heap.includes(folder)).toBe(true)
  expect(texts.filter(text => formsOf(text).some(form => heap.includes(form)))).toEqual([])
  expect(keysIn(heap)).toEqual([])
})

/** What it may write to of its memory, as a dump of it has that: in parts, each with the end of the one before. */
function* memoryOf(pid: number): Generator<Buffer, void, undefined> {
  const [most, overlap] = [16 * 1024 ** 2, 512]
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const part = Buffer.alloc(most)
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      if (from === undefined || to === undefined || line.endsWith('[vvar]')) continue
      const end = Number.parseInt(to, 16)
      for (let at = Number.parseInt(from, 16); at < end; at += most - overlap)
        yield part.subarray(0, readSync(memory, part, 0, Math.min(most, end - at), at))
    }
  } finally {
    closeSync(memory)
  }
}

const isReadable = existsSync('/proc/self/mem')
const inMemory = isReadable ? test : test.skip
inMemory(
  `nor has all of its memory a key${isReadable ? '' : ' (skipped: the system shows no memory of a process)'}`,
  () => {
    const found = new Set<string>()
    const masterKey = Buffer.from(readFileSync(join(folder, 'master.key'), 'utf8').trim(), 'hex')
    expect(masterKey).toHaveLength(32)
    let hasMasterKey = false
    for (const part of memoryOf(child.pid!)) {
      for (const what of keysIn(part)) found.add(what)
      hasMasterKey ||= part.includes(masterKey)
    }
    expect([...found]).toEqual([])
    // This one it keeps: what is there is found.
    expect(hasMasterKey).toBe(true)
  }
)
