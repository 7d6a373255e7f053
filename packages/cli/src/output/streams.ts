/**
 * Standard output, and the end of both streams. A reader that closes its end (`| head`) ends the output, not the run.
 */
import { once } from 'node:events'

const closed = new WeakSet<NodeJS.WriteStream>()

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    closed.add(stream)
    stream.emit('drain')
  })
}

/** Whether nobody reads a stream any more. */
export const isClosed = (stream: NodeJS.WriteStream): boolean => closed.has(stream)

/** Writes to standard output, no faster than it is read; false once nobody reads any more. */
export const writeOut = async (bytes: string | Uint8Array): Promise<boolean> => {
  const { stdout } = process
  if (isClosed(stdout)) return false
  if (!stdout.write(bytes)) await once(stdout, 'drain')
  return !isClosed(stdout)
}

/** Resolves once everything written has left the process, or nobody reads any more. */
export const flushed = async (): Promise<void> => {
  for (const stream of [process.stdout, process.stderr]) {
    if (isClosed(stream)) continue
    await new Promise<void>(resolve => {
      stream.once('drain', resolve).write('', () => resolve())
    })
  }
}
