// The keys of a vault on the command line, as someone who has none yet, and who mistypes.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcess } from './inProcess.ts'

const home = mkdtempSync(join(tmpdir(), 'samtykke-keys-'))
afterAll(() => rmSync(home, { recursive: true }))

let made = 0
/** Paths for a vault of its own. */
const places = () => {
  const folder = join(home, String((made += 1)))
  mkdirSync(folder)
  return { folder, keys: join(folder, 'keys'), master: join(folder, 'master.key') }
}

type Places = ReturnType<typeof places>
const vaultOf = ({ keys, master }: Places): ReadonlyArray<string> => ['--vault', keys, '--master-key', master]
const key = (...args: ReadonlyArray<string>) => inProcess(['key', ...args])

const someVault = async (): Promise<Places> => {
  const there = places()
  expect((await key('create', ...vaultOf(there))).status).toBe(0)
  return there
}

/** Every file below a folder, with its content. */
const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .map(each => join(each.parentPath, each.name))
    .sort()
const contentOf = (folder: string): ReadonlyArray<readonly [string, string]> =>
  filesIn(folder).map(path => [path, readFileSync(path, 'latin1')])

const noStore =
  'no store was named: keys that a restored back-up of the vault brought back are not destroyed again\n'

describe('key create', () => {
  it('makes a vault and its master key, once, and says which master key that is', async () => {
    const there = places()
    const first = await key('create', ...vaultOf(there))
    expect(first.status).toBe(0)
    const id = /^made the master key ([0-9a-f]{32}):/.exec(first.stdout)?.[1]
    const before = contentOf(there.folder)
    expect(await key('create', ...vaultOf(there))).toEqual({
      status: 0,
      stdout: `the vault is ready; its master key is ${id}\n`,
      stderr: ''
    })
    expect(contentOf(there.folder)).toEqual(before)
  })

  it('makes no other master key for a vault that has one', async () => {
    const there = await someVault()
    const other = join(there.folder, 'mistyped.key')
    const ran = await key('create', '--vault', there.keys, '--master-key', other)
    expect(ran.status).toBe(4)
    expect(ran.stderr).toMatch(/expected the file of the master key [0-9a-f]{32}, found no such file\n$/)
    expect(existsSync(other)).toBe(false)
  })

  it('makes a key once, and says what there was', async () => {
    const there = await someVault()
    const of = [...vaultOf(there), '--call', 'call-1', '--recording', 'rec-1']
    expect(await key('create', ...of)).toEqual({
      status: 0,
      stdout: 'made: the key recording/call-1/rec-1\n',
      stderr: noStore
    })
    expect((await key('create', ...of)).stdout).toBe('was there: the key recording/call-1/rec-1\n')
    for (const [args, name] of [
      [['--call', 'call-1'], 'call/call-1'],
      [['--call', 'call-1', '--analysis', 'a-1'], 'analysis/call-1/a-1'],
      [['--subject', 'subject-1'], 'subject/subject-1']
    ] as const)
      expect((await key('create', ...vaultOf(there), ...args)).stdout).toBe(`made: the key ${name}\n`)
  })

  it('takes a master key from the environment, and none from the command line', async () => {
    const there = places()
    process.env['SAMTYKKE_MASTER_KEY'] = '5a'.repeat(32)
    try {
      expect((await key('create', '--vault', there.keys)).status).toBe(0)
      expect((await key('create', '--vault', there.keys, '--call', 'call-1')).status).toBe(0)
    } finally {
      delete process.env['SAMTYKKE_MASTER_KEY']
    }
    const wrong = await key(
      'create',
      '--vault',
      there.keys,
      '--master-key',
      '5a'.repeat(32),
      '--call',
      'call-2'
    )
    expect(wrong.status).toBe(4)
    expect(wrong.stderr).not.toContain('5a5a')
  })
})

describe('a wrong or absent vault or master key is one sentence, and nothing is written', () => {
  const make = ['--call', 'call-1']
  const cases: ReadonlyArray<
    readonly [title: string, args: (there: Places) => ReadonlyArray<string>, status: number, said: RegExp]
  > = [
    ['no vault', () => make, 2, /expected --vault WHERE/],
    [
      'a name of nothing',
      ({ keys, master }) => ['--vault', `${keys}s`, '--master-key', master, ...make],
      4,
      /there is no such folder/
    ],
    [
      'another folder',
      ({ folder, master }) => ['--vault', folder, '--master-key', master, ...make],
      4,
      /no table of keys/
    ],
    ['no master key', ({ keys }) => ['--vault', keys, ...make], 4, /expected its master key/],
    [
      'a file of no master key',
      ({ keys }) => ['--vault', keys, '--master-key', __filename, ...make],
      4,
      /mode 600|signs that are not/
    ],
    [
      'a database that cannot be reached',
      ({ master }) => ['--vault', 'postgres://keys@127.0.0.1:1/keys', '--master-key', master, ...make],
      4,
      /cannot be reached: ECONNREFUSED/
    ],
    [
      'a password for all to see',
      ({ master }) => [
        '--vault',
        'postgres://keys:hunter2@127.0.0.1:1/keys',
        '--master-key',
        master,
        ...make
      ],
      2,
      /without a password, which PGPASSWORD or a pgpass file may hold/
    ],
    [
      'the same at its end',
      ({ master }) => [
        '--vault',
        'postgresql://127.0.0.1:1/keys?user=keys&password=hunter2',
        '--master-key',
        master,
        ...make
      ],
      2,
      /without a password/
    ],
    ['a recording of no call', there => [...vaultOf(there), '--recording', 'rec-1'], 2, /expected --call ID/],
    [
      'a subject and a call',
      there => [...vaultOf(there), '--subject', 'subject-1', '--call', 'call-1'],
      2,
      /--subject: expected alone/
    ],
    [
      'a number for an id',
      there => [...vaultOf(there), '--call', '+45 12345678'],
      2,
      /found a text of 12 characters/
    ]
  ]
  it.each(cases)('%s', async (_, args, status, said) => {
    const there = await someVault()
    const before = contentOf(there.folder)
    for (const verb of ['create', 'recipient', 'destroy']) {
      const more = verb === 'recipient' && !args(there).includes('--subject') ? ['--recording', 'rec-9'] : []
      const ran = await key(verb, ...args(there), ...(args(there).includes('--recording') ? [] : more))
      if (verb === 'create') expect(ran.stderr).toMatch(said)
      expect(ran.status === status || ran.status === 2).toBe(true)
      expect(ran.stdout).toBe('')
      expect(ran.stderr).not.toContain('hunter2')
      expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1)
    }
    expect(contentOf(there.folder)).toEqual(before)
  })

  it('a master key that others may read', async () => {
    const there = await someVault()
    chmodSync(there.master, 0o640)
    const ran = await key('create', ...vaultOf(there), ...make)
    expect(ran.status).toBe(4)
    expect(ran.stderr).toContain('only its owner may use it (mode 600), found mode 640')
  })

  it('the master key of another vault', async () => {
    const [there, other] = [await someVault(), await someVault()]
    const before = contentOf(there.keys)
    const ran = await key('create', '--vault', there.keys, '--master-key', other.master, ...make)
    expect(ran.status).toBe(4)
    expect(ran.stderr).toMatch(/expected the master key [0-9a-f]{32}, found [0-9a-f]{32}\n$/)
    expect(contentOf(there.keys)).toEqual(before)
  })
})

describe('key recipient', () => {
  it('is the same each time, another for each recording, and needs what is recorded', async () => {
    const there = await someVault()
    const of = (call: string, recording: string) =>
      key('recipient', ...vaultOf(there), '--call', call, '--recording', recording)
    const first = await of('call-1', 'rec-1')
    expect(first.stdout).toMatch(/^age1[0-9a-z]{58}\n$/)
    expect((await of('call-1', 'rec-1')).stdout).toBe(first.stdout)
    expect((await of('call-2', 'rec-1')).stdout).not.toBe(first.stdout)
    expect((await key('recipient', ...vaultOf(there), '--call', 'call-1')).status).toBe(2)
  })
})

describe('key destroy', () => {
  it('does nothing without --confirm', async () => {
    const there = await someVault()
    const of = [...vaultOf(there), '--call', 'call-1']
    await key('create', ...of)
    const before = contentOf(there.keys)
    const ran = await key('destroy', ...of)
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain('expected --confirm')
    expect(contentOf(there.keys)).toEqual(before)
  })

  it('destroys for good, tells when, and the same again later', async () => {
    const there = await someVault()
    const of = [...vaultOf(there), '--call', 'call-1', '--recording', 'rec-1']
    await key('create', ...of)
    const ran = await key('destroy', ...of, '--confirm')
    expect(ran.stdout).toMatch(/^destroyed: the key recording\/call-1\/rec-1, at \S+Z\n$/)
    expect(ran.stderr).toContain('a back-up of the vault that is restored brings this key back')
    const at = / at (\S+)/.exec(ran.stdout)?.[1]
    expect((await key('destroy', ...of, '--confirm')).stdout).toBe(
      `was destroyed before: the key recording/call-1/rec-1, at ${at}\n`
    )
    for (const verb of ['create', 'recipient']) {
      const again = await key(verb, ...of)
      expect(again.status).toBe(4)
      expect(again.stderr).toContain(`the key recording/call-1/rec-1 was destroyed at ${at}`)
    }
  })

  it('of a name that has no key is an error, and makes no tombstone', async () => {
    const there = await someVault()
    const before = contentOf(there.keys)
    const ran = await key('destroy', ...vaultOf(there), '--call', 'mistyped', '--confirm')
    expect(ran.status).toBe(4)
    expect(ran.stderr).toContain('the vault has no key call/mistyped')
    expect(contentOf(there.keys)).toEqual(before)
  })

  it('with a ledger is remembered by it: the keys of before, put back, bring nothing back', async () => {
    const there = await someVault()
    const of = [...vaultOf(there), '--ledger', join(there.folder, 'destroyed'), '--call', 'call-1']
    await key('create', ...of)
    const before = contentOf(there.keys)
    const ran = await key('destroy', ...of, '--confirm')
    expect(ran.stderr).not.toContain('brings this key back')
    rmSync(there.keys, { recursive: true })
    for (const [path, content] of before) {
      mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
      writeFileSync(path, content, 'latin1')
    }
    expect((await key('create', ...of)).stderr).toContain('was destroyed at')
  })
})

describe('key rotate', () => {
  it('changes the master key, and the old one opens nothing', async () => {
    const there = await someVault()
    for (const call of ['call-1', 'call-2']) await key('create', ...vaultOf(there), '--call', call)
    const recipient = (master: string) =>
      key(
        'recipient',
        '--vault',
        there.keys,
        '--master-key',
        master,
        '--call',
        'call-1',
        '--recording',
        'rec-1'
      )
    const before = await recipient(there.master)
    const to = join(there.folder, 'new.key')
    expect((await key('rotate', ...vaultOf(there), '--to', to)).status).toBe(4)
    writeFileSync(to, `${'a1'.repeat(32)}\n`, { mode: 0o600 })
    const ran = await key('rotate', ...vaultOf(there), '--to', to)
    expect(ran.status).toBe(0)
    expect(ran.stdout).toMatch(/^3 keys wrapped anew by the master key [0-9a-f]{32}, 0 before, 0 destroyed;/)
    expect((await key('rotate', ...vaultOf(there), '--to', to)).stdout).toMatch(
      /^0 keys wrapped anew by .*, 3 before/
    )
    expect((await recipient(there.master)).status).toBe(4)
    expect((await recipient(to)).stdout).toBe(before.stdout)
    const both = ['--master-key', to, '--master-key', there.master]
    expect((await key('create', '--vault', there.keys, ...both, '--call', 'call-3')).status).toBe(0)
  })
})

describe('key status', () => {
  it('counts by state and master key, needs none, and names no key', async () => {
    const there = await someVault()
    for (const call of ['call-1', 'call-2', 'call-3']) await key('create', ...vaultOf(there), '--call', call)
    await key('destroy', ...vaultOf(there), '--call', 'call-2', '--confirm')
    const ran = await key('status', '--vault', there.keys, '--json')
    expect(ran.status).toBe(0)
    expect(JSON.parse(ran.stdout)).toEqual({
      masterKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      appliedUpTo: null,
      counts: [
        { state: 'key', masterKey: expect.stringMatching(/^[0-9a-f]{32}$/), count: 2 },
        { state: 'destroyed', masterKey: null, count: 1 },
        { state: 'damaged', masterKey: null, count: 0 }
      ]
    })
    const shown = await key('status', '--vault', there.keys)
    expect(shown.stdout).toMatch(/^state {6}count {2}master key\n/)
    expect(shown.stdout).not.toContain('call-')
  })

  it('names what is damaged, and what does not belong there', async () => {
    const there = await someVault()
    await key('create', ...vaultOf(there), '--call', 'call-1')
    const [file] = filesIn(join(there.keys, 'keys'))
    truncateSync(file!, 20)
    writeFileSync(join(there.keys, 'keys', 'notes.txt'), 'x')
    const ran = await key('status', '--vault', there.keys, '--json')
    expect(ran.status).toBe(4)
    expect(ran.stderr.trimEnd().split('\n')).toEqual([
      'keys/notes.txt: expected nothing of this name',
      expect.stringMatching(
        /^keys\/[0-9a-f]{2}\/[0-9a-f]{32}-[0-9a-f]{32}\.key: expected a line and its SHA-256, found 20 bytes that are not$/
      )
    ])
    expect(JSON.parse(ran.stdout).counts).toContainEqual({ state: 'damaged', masterKey: null, count: 2 })
  })
})
