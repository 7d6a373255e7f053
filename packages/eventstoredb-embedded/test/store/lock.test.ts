import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JournalError } from '../../src/store/journalError.ts'
import { lockDirectory } from '../../src/store/lock.ts'
import { childServer } from '../support/childServer.ts'
import { lockHolder, type LockHolder } from '../support/lockHolder.ts'
import { until } from '../support/observe.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-test-'))
})

let holders: LockHolder[] = []
const hold = async (prefix?: ReadonlyArray<string>): Promise<LockHolder> => {
  const holder = await lockHolder(prefix)
  holders.push(holder)
  return holder
}
afterEach(async () => {
  await Promise.all(holders.map(each => each.kill()))
  holders = []
  rmSync(directory, { recursive: true })
})

/** What a process leaves that was killed while it held the directory. */
const leaveStale = async (name = 'lock'): Promise<void> => {
  const server = createServer()
  await new Promise<void>(listening => void server.listen(join(directory, 'stale'), listening))
  renameSync(join(directory, 'stale'), join(directory, name))
  await new Promise(closed => server.close(closed))
}

const inUse = () => new JournalError(`${directory} is in use by another server`)
const stateOf = (tries: ReadonlyArray<PromiseSettledResult<unknown>>): string =>
  tries
    .map(({ status }) => status)
    .sort()
    .join(' ')

describe('a directory', () => {
  it('is for one at a time, and for the next as soon as it is given back', async () => {
    const unlock = await lockDirectory(directory)
    await expect(lockDirectory(directory)).rejects.toEqual(inUse())
    expect(readdirSync(directory)).toEqual(['lock'])
    unlock()
    expect(readdirSync(directory)).toEqual([])
    ;(await lockDirectory(directory))()
  })

  it.each(['lock', 'lock-0b5e4a3c-9d5c-4b57-8a53-5a4f1f4b0c11'])(
    'is free where a process died, and the %s that it left is taken away',
    async name => {
      await leaveStale(name)
      const unlock = await lockDirectory(directory)
      expect(readdirSync(directory)).toEqual(['lock'])
      await expect(lockDirectory(directory)).rejects.toEqual(inUse())
      unlock()
    }
  )

  it('is free where an earlier version left the number of a process', async () => {
    writeFileSync(join(directory, 'lock'), '1')
    ;(await lockDirectory(directory))()
  })

  it('may have a name that is too long for a socket', async () => {
    const long = join(directory, 'x'.repeat(200))
    mkdirSync(long)
    const unlock = await lockDirectory(long)
    expect(readdirSync(long)).toEqual(['lock'])
    expect(statSync(join(long, 'lock')).isSocket()).toBe(true)
    await expect(lockDirectory(long)).rejects.toThrow('is in use by another server')
    unlock()
    expect(readdirSync(long)).toEqual([])
  })

  it('that cannot be locked is named, with the reason', async () => {
    const missing = join(directory, 'missing')
    await expect(lockDirectory(missing)).rejects.toThrow(`${missing} cannot be locked: `)
  })

  it('goes to one of five that ask at once, again and again, with what the dead left or without', async () => {
    for (let round = 0; round < 40; round += 1) {
      if (round % 2 === 0) await leaveStale()
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => lockDirectory(directory)))
      expect(stateOf(tries)).toBe('fulfilled rejected rejected rejected rejected')
      for (const each of tries) if (each.status === 'fulfilled') each.value()
    }
  })
})

describe('processes', () => {
  const rounds = Number(process.env['SAMTYKKE_LOCK_ROUNDS'] ?? 60)

  it(`never share a directory, in ${rounds} rounds of three that ask at once, some of which are killed`, async () => {
    const asking = await Promise.all([hold(), hold(), hold()])
    for (let round = 0; round < rounds; round += 1) {
      if (round % 3 === 0) await leaveStale()
      const answers = await Promise.all(asking.map(each => each.tryLock(directory)))
      expect([...answers].sort()).toEqual(['in', ...Array<string>(2).fill(`out: ${inUse().message}`)])
      const winner = answers.indexOf('in')
      if (round % 10 === 9) {
        await asking[winner]!.kill()
        asking[winner] = await hold()
      } else await asking[winner]!.release()
    }
  })

  it('that serve the same directory: the second is told which', async () => {
    const starting = Array.from({ length: 2 }, () => childServer(['--port', '0', '--directory', directory]))
    const started = await Promise.allSettled(starting)
    expect(stateOf(started)).toBe('fulfilled rejected')
    for (const each of started) {
      if (each.status === 'fulfilled') await each.value.kill()
      else expect(String(each.reason)).toContain(inUse().message)
    }
    await (await childServer(['--port', '0', '--directory', directory])).kill()
  })
})

/** What runs a process as a container does: it sees no process and no network but its own. */
const contained = [
  ['unshare', '--pid', '--net', '--ipc', '--uts', '--fork', '--kill-child', '--mount-proc'],
  [
    'unshare',
    '--user',
    '--map-root-user',
    '--pid',
    '--net',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child',
    '--mount-proc'
  ]
].find(([program, ...args]) => spawnSync(program!, [...args, 'true']).status === 0)

describe('processes that do not see each other, as in containers with one volume', () => {
  if (contained === undefined) {
    it.skip('(skipped: this system lets no process have namespaces of its own)', () => undefined)
    return
  }

  it('never share a directory either', async () => {
    const asking = await Promise.all([hold(contained), hold(contained), hold()])
    for (let round = 0; round < 20; round += 1) {
      if (round % 2 === 0) await leaveStale()
      const answers = await Promise.all(asking.map(each => each.tryLock(directory)))
      expect([...answers].sort()).toEqual(['in', ...Array<string>(2).fill(`out: ${inUse().message}`)])
      await asking[answers.indexOf('in')]!.release()
    }
    expect(await asking[0].tryLock(directory)).toBe('in')
    await asking[0].kill()
    // The container's program is gone; what ran in it dies a moment later.
    await until(async () => (await asking[1].tryLock(directory)) === 'in')
  })
})
