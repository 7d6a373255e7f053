/**
 * One server for a directory.
 */
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { JournalError, reasonOf } from './journalError.ts'

/**
 * The holder of a directory listens on a socket in it: the system closes it when the process dies, however it dies,
 * and whoever shares the directory can knock on it, from another container too. Who wants the directory first listens
 * on a socket under a name of its own, then knocks on all others, and goes in only if nobody answers; of two at
 * once, therefore, the second to listen always meets the first.
 */
const lockName = 'lock'
const candidateName = /^lock-[0-9a-f-]{36}$/

/** How long those who contend for a directory make way for each other. Milliseconds. */
const longestContention = 5000
const longestStep = 20

/** The longest path of a socket, in bytes, that all systems take. */
const longestSocketPath = 100

type State = 'answers' | 'dead' | 'gone'

const stateOf = (path: string): Promise<State> =>
  new Promise((found, failed) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      found('answers')
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') found('gone')
      else if (error.code === 'ECONNREFUSED' || error.code === 'ENOTSOCK') found('dead')
      // Its queue is full: somebody is there.
      else if (error.code === 'EAGAIN' || error.code === 'ECONNRESET') found('answers')
      else failed(error)
    })
  })

const listenOn = (path: string): Promise<Server> =>
  new Promise((listening, failed) => {
    const server = createServer(socket => socket.destroy())
    server.unref()
    server.once('error', failed)
    server.listen(path, () => {
      server.on('error', () => undefined)
      listening(server)
    })
  })

const close = (server: Server): Promise<void> => new Promise(closed => void server.close(() => closed()))

/** The directory under a name that is short enough for a socket, and what removes that name. */
const shortName = (directory: string): { readonly name: string; readonly forget: () => void } => {
  const longest = Buffer.byteLength(join(directory, `lock-${randomUUID()}`))
  if (longest <= longestSocketPath) return { name: directory, forget: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))
  const name = join(folder, 'd')
  symlinkSync(directory, name)
  return { name, forget: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Who else is there: who holds the directory already, who wants it at the same time, and what the dead left. */
interface Contenders {
  readonly isHeld: boolean
  readonly others: ReadonlyArray<string>
  readonly dead: ReadonlyArray<string>
}

const findContenders = async (directory: string, own: string): Promise<Contenders> => {
  const others: string[] = []
  const dead: string[] = []
  // In this order: a name that vanished from the list because its owner went in is the holder's by now.
  for (const name of readdirSync(directory).filter(each => candidateName.test(each) && each !== own)) {
    const state = await stateOf(join(directory, name))
    if (state === 'answers') others.push(name)
    else if (state === 'dead') dead.push(name)
  }
  return { isHeld: (await stateOf(join(directory, lockName))) === 'answers', others, dead }
}

const pause = (): Promise<void> =>
  new Promise(over => {
    setTimeout(over, Math.random() * longestStep)
  })

const giveUp = async <A>(server: Server, answer: A): Promise<A> => {
  await close(server)
  return answer
}

/** Contends for the directory until it has it, or has to give up. */
const contend = async (directory: string): Promise<Server | 'is held' | 'makes way'> => {
  const own = `lock-${randomUUID()}`
  const path = join(directory, own)
  const server = await listenOn(path)
  try {
    chmodSync(path, 0o600)
    for (;;) {
      const { isHeld, others, dead } = await findContenders(directory, own)
      if (isHeld) return await giveUp(server, 'is held')
      if (others.length === 0) {
        for (const name of dead) rmSync(join(directory, name), { force: true })
        renameSync(path, join(directory, lockName))
        return server
      }
      if (others.some(other => other < own)) return await giveUp(server, 'makes way')
      await pause()
    }
  } catch (error) {
    await close(server)
    // The name was taken for a dead one's before it listened.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'makes way'
    throw error
  }
}

const acquire = async (directory: string): Promise<Server | undefined> => {
  const { name, forget } = shortName(directory)
  const end = Date.now() + longestContention
  try {
    do {
      const outcome = await contend(name)
      if (outcome === 'is held') return undefined
      if (outcome !== 'makes way') return outcome
      await pause()
    } while (Date.now() < end)
    return undefined
  } finally {
    forget()
  }
}

/**
 * Takes a directory for this store; the answer gives it back.
 * @throws JournalError if another store has it, or the file system takes no sockets
 */
export const lockDirectory = async (directory: string): Promise<() => void> => {
  const path = resolve(directory)
  let server: Server | undefined
  try {
    server = await acquire(path)
  } catch (error) {
    throw new JournalError(`${directory} cannot be locked: ${reasonOf(error)}`, { cause: error })
  }
  if (server === undefined) throw new JournalError(`${directory} is in use by another server`)
  return () => {
    rmSync(join(path, lockName), { force: true })
    server.close()
  }
}
