/** Calls in a store that is a process of its own, and their recordings in a folder: for the verbs that erase. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { inProcess } from './inProcess.ts'

const bin = resolve(__dirname, '../bin/samtykke.mjs')
const server = resolve(__dirname, '../../eventstoredb-embedded/bin/eventstoredb-embedded.mjs')
const day = 86_400_000

export type Line = Readonly<Record<string, unknown>>

/** A child process whose lines on standard output can be waited for. */
export interface Running {
  readonly child: ChildProcess
  readonly lines: ReadonlyArray<string>
  /** Resolves with the first line, also one that came before, for which it holds; `undefined` once the process has ended. */
  readonly until: (holds: (line: string) => boolean) => Promise<string | undefined>
  readonly ended: Promise<number | null>
  readonly stderr: () => string
}

export const startProcess = (args: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}): Running => {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } })
  const lines: Array<string> = []
  const waiting = new Set<() => void>()
  let isOver = false
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const wake = (): void => waiting.forEach(each => each())
  createInterface({ input: child.stdout }).on('line', line => {
    lines.push(line)
    wake()
  })
  const ended = new Promise<number | null>(done =>
    child.once('close', code => {
      isOver = true
      wake()
      done(code)
    })
  )
  const until: Running['until'] = holds =>
    new Promise(done => {
      const look = (): void => {
        const found = lines.find(holds)
        if (found === undefined && !isOver) return
        waiting.delete(look)
        done(found)
      }
      waiting.add(look)
      look()
    })
  return { child, lines, until, ended, stderr: () => stderr }
}

/** The worker, in an environment; `said` resolves with its line of this message. */
export const startRunIn = (env: NodeJS.ProcessEnv, ...args: ReadonlyArray<string>) => {
  const running = startProcess([bin, 'run', ...args], env)
  const messages = (): ReadonlyArray<Line> => running.lines.map(line => JSON.parse(line) as Line)
  const said = async (message: string): Promise<Line | undefined> => {
    const line = await running.until(each => (JSON.parse(each) as Line)['message'] === message)
    return line === undefined ? undefined : (JSON.parse(line) as Line)
  }
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    running.child.kill(signal)
    return running.ended
  }
  return { ...running, messages, said, stop }
}

export const startRun = (...args: ReadonlyArray<string>) => startRunIn({}, ...args)

/** A call of a private customer that consented, whose recording began so many days ago: it is kept for six months. */
export const eventsOf = (callId: string, daysAgo: number, more: Line = {}): ReadonlyArray<Line> => {
  const startedAt = Date.now() - daysAgo * day
  const at = (milliseconds: number): string => new Date(startedAt + milliseconds).toISOString()
  return [
    {
      id: randomUUID(),
      type: 'consent-given',
      callId,
      occurredAt: at(-1_000),
      method: 'keypress',
      purposes: ['quality-assurance'],
      noticeVersion: '1',
      language: 'da'
    },
    {
      id: randomUUID(),
      type: 'recording-stored',
      callId,
      occurredAt: at(60_000),
      recordingId: `rec-${callId}`,
      startedAt: at(0),
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor: 'recorder',
      region: 'DK',
      mediaType: 'audio/wav',
      ...more
    }
  ]
}

/** How the program of the store is started, where it matters. */
interface ServerOptions {
  readonly args?: ReadonlyArray<string>
  readonly env?: NodeJS.ProcessEnv
}

export const startArchive = async ({ args = [], env = {} }: ServerOptions = {}) => {
  const store = startProcess([server, '--port', '0', ...args], env)
  const line = await store.until(each => each.includes('esdb://'))
  const url = /esdb:\/\/\S+/.exec(line ?? '')?.[0]
  if (url === undefined) throw new Error(store.stderr())
  const home = mkdtempSync(join(tmpdir(), 'samtykke-archive-'))
  const folder = join(home, 'recordings')
  mkdirSync(folder)
  const fileOf = (callId: string): string => join(folder, callId, `rec-${callId}.wav`)

  const record = async (events: ReadonlyArray<Line>): Promise<void> => {
    const file = join(home, `${randomUUID()}.ndjson`)
    writeFileSync(file, events.map(each => JSON.stringify(each)).join('\n'))
    const { status, stderr } = await inProcess(['record', file, url])
    if (status !== 0) throw new Error(stderr)
  }
  /** Calls that began so many days ago. */
  const recordCalls = (calls: Readonly<Record<string, number>>): Promise<void> =>
    record(Object.entries(calls).flatMap(([callId, daysAgo]) => eventsOf(callId, daysAgo)))
  const keep = (callId: string): void => {
    mkdirSync(join(folder, callId), { recursive: true })
    writeFileSync(fileOf(callId), `sound of ${callId}`)
  }

  return {
    url,
    home,
    folder,
    where: `recorder=${folder}`,
    fileOf,
    isKept: (callId: string): boolean => existsSync(fileOf(callId)),
    kept: (): ReadonlySet<string> => new Set(readdirSync(folder).filter(each => existsSync(fileOf(each)))),
    keep,
    record,
    /** Calls that began so many days ago, and their files. */
    add: async (calls: Readonly<Record<string, number>>): Promise<void> => {
      for (const callId of Object.keys(calls)) keep(callId)
      await recordCalls(calls)
    },
    recordCalls,
    stop: async (): Promise<void> => {
      store.child.kill('SIGTERM')
      await store.ended
      rmSync(home, { recursive: true })
    }
  }
}

export type Archive = Awaited<ReturnType<typeof startArchive>>

/** How often each type of event is in each call of the store. */
export const typesByCall = async (url: string): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
  const { openEventStoreDBLog } = await import('@samtykke/eventstoredb')
  const opened = openEventStoreDBLog(url)
  if (opened._tag === 'Left') throw new Error(opened.left.reason)
  const types = new Map<string, Array<string>>()
  for await (const page of opened.right.replay()) {
    if (page._tag === 'Left') throw new Error(page.left._tag)
    for (const { callId, type } of page.right) types.set(callId, [...(types.get(callId) ?? []), type])
  }
  await opened.right.close()()
  return types
}
