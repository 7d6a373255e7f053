/**
 * The answers to a read, taken in pages: what came in while the last page was worked on is the next.
 */
import type { LogError } from '@samtykke/core'
import { read, type ReadCall } from './clientCalls.ts'
import type { Connection } from './connection.ts'
import { readError } from './logError.ts'
import type { ReadAnswer } from './readAnswer.ts'

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

/** The server is asked to wait when this many answers lie here unread, and to go on at half of it. */
const mostWaiting = 4_096

export const openPages = (connection: Connection, request: Buffer, signal: AbortSignal): Pages => {
  let waiting: ReadAnswer[] = []
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
      .on('data', (answer: ReadAnswer) => {
        waiting.push(answer)
        if (waiting.length >= mostWaiting) opened.pause()
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

  const next = async (limit?: number): Promise<Page> => {
    for (;;) {
      if (ending?._tag === 'aborted') return ending
      if (waiting.length > 0) {
        const answers = waiting
        waiting = []
        call?.resume()
        return { _tag: 'answers', answers }
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
