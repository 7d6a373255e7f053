/**
 * The answers to a read, taken in pages: what came in while the last page was worked on is the next.
 */
import type { LogError } from '@samtykke/core'
import { read, type ReadCall } from './clientCalls.ts'
import type { Connection } from './connection.ts'
import { readError, unavailable } from './logError.ts'
import { answersInto, type ReadAnswer } from './readAnswer.ts'

export type Page =
  | { readonly _tag: 'answers'; readonly answers: ReadonlyArray<ReadAnswer> }
  | { readonly _tag: 'end' }
  | { readonly _tag: 'dropped'; readonly error: LogError }
  | { readonly _tag: 'aborted' }

export interface Pages {
  /** The next page. With a limit, in milliseconds, silence for that long is a drop. */
  readonly next: (limit?: number) => Promise<Page>
  readonly cancel: () => void
}

/** The server is asked to wait while so many bytes lie here unread. */
const mostWaiting = 2 * 1024 * 1024
/** So many are read in one go: what is made of them is to be used up before more is made. */
const mostInPage = 64 * 1024

const unreadable = (error: unknown): LogError =>
  unavailable(`an answer cannot be read: ${error instanceof Error ? error.message : ''}`)

export const openPages = (connection: Connection, request: Buffer, signal: AbortSignal): Pages => {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let ending: Page | undefined
  let wake: (() => void) | undefined
  let call: ReadCall | undefined
  let cancelled = false

  const rouse = (): void => {
    const waker = wake
    wake = undefined
    waker?.()
  }
  const end = (page: Page): void => {
    ending ??= page
    rouse()
  }
  const cancel = (): void => {
    cancelled = true
    signal.removeEventListener('abort', abort)
    call?.cancel()
  }
  const abort = (): void => {
    end({ _tag: 'aborted' })
    cancel()
  }

  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort)

  const attach = (opened: ReadCall): void => {
    call = opened
    // Any of these is the end of it; after an error a cancelled call tells nothing new.
    opened
      .on('data', (bytes: Buffer) => {
        waiting.push(bytes)
        waitingBytes += bytes.length
        if (waitingBytes >= mostWaiting) opened.pause()
        rouse()
      })
      .on('error', error => end({ _tag: 'dropped', error: readError(error) }))
      .on('end', () => end({ _tag: 'end' }))
      .on('close', () => end({ _tag: 'end' }))
    if (cancelled) opened.cancel()
  }

  connection.open(read(request)).then(
    opened => attach(opened.call),
    (error: unknown) => end({ _tag: 'dropped', error: readError(error) })
  )

  const arrival = (limit: number | undefined): Promise<boolean> =>
    new Promise(resolve => {
      const timer = limit === undefined ? undefined : setTimeout(() => resolve(false), limit)
      // What came in the same piece of the connection comes in the same page.
      wake = () => {
        clearTimeout(timer)
        setImmediate(resolve, true)
      }
    })

  /** Of what waits as much as a page may have; of what cannot be read, what is before it, and then that is the end. */
  const takeWaiting = (): ReadonlyArray<ReadAnswer> => {
    const answers: ReadAnswer[] = []
    let taken = 0
    let bytes = 0
    try {
      while (taken < waiting.length && bytes < mostInPage) {
        const piece = waiting[taken++]!
        bytes += piece.length
        answersInto(answers, piece)
      }
    } catch (error) {
      taken = waiting.length
      // Whatever came after it, this is how it ended.
      ending = { _tag: 'dropped', error: unreadable(error) }
    }
    waiting = taken === waiting.length ? [] : waiting.slice(taken)
    waitingBytes = waiting.length === 0 ? 0 : waitingBytes - bytes
    return answers
  }

  const next = async (limit?: number): Promise<Page> => {
    for (;;) {
      if (ending?._tag === 'aborted') return ending
      if (waiting.length > 0) {
        const answers = takeWaiting()
        if (waitingBytes < mostWaiting) call?.resume()
        if (answers.length > 0) return { _tag: 'answers', answers }
      }
      if (ending !== undefined) {
        cancel()
        return ending
      }
      if (!(await arrival(limit))) {
        wake = undefined
        const reason = `no answer within ${String(limit)} ms`
        end({ _tag: 'dropped', error: { _tag: 'Unavailable', retry: 'later', reason } })
      }
    }
  }

  return { next, cancel }
}
