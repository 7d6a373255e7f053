/**
 * Standard output, and the end of both streams. A reader that closes its end (`| head`) ends the output, not the run; so does what
 * cannot be written, such as to a full disk, which is kept to be said.
 */
import { once } from 'node:events'

const closed = new WeakSet<NodeJS.WriteStream>()
let failed: NodeJS.ErrnoException | undefined

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (stream === process.stdout && error.code !== 'EPIPE') failed ??= error
    closed.add(stream)
    stream.emit('drain')
  })
}

/** Why not all could be written to standard output, though somebody still reads it. */
export const outputFailure = (): NodeJS.ErrnoException | undefined => failed

/** Whether nothing more can be written to a stream. */
export const isClosed = (stream: NodeJS.WriteStream): boolean => closed.has(stream)

/** Writes to standard output, no faster than it is read; false once nothing more can be written. */
export const writeOut = async (bytes: string | Uint8Array): Promise<boolean> => {
  const { stdout } = process
  if (isClosed(stdout)) return false
  if (!stdout.write(bytes)) await once(stdout, 'drain')
  return !isClosed(stdout)
}

/** Resolves once everything written has left the process, or nothing more can. */
export const flushed = async (): Promise<void> => {
  for (const stream of [process.stdout, process.stderr]) {
    if (isClosed(stream) || stream.writableLength === 0) continue
    await new Promise<void>(resolve => {
      stream.once('drain', resolve).write('', () => resolve())
    })
  }
}

/** Whether all that was written to standard output has left the process. */
export const isWrittenOut = async (): Promise<boolean> => {
  await flushed()
  return !isClosed(process.stdout)
}
