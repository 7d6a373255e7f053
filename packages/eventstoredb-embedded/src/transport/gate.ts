/** What goes out passes here: at once, later, or not until the gate is opened again. */
export interface Gate {
  readonly isOpen: () => boolean
  /** Nothing passes until `open`. */
  readonly close: () => void
  readonly open: () => void
  /** Whether it was opened only now: what came in meanwhile is still being read. */
  readonly hasJustOpened: () => boolean
  /** Everything passes so many milliseconds late. */
  readonly delay: (milliseconds: number) => void
  /** A lane of its own order: actions pass one after the other. */
  readonly lane: () => (action: () => void) => void
}

/** How long after opening calls of before may still arrive. Milliseconds. */
const backlog = 500

const sleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds).unref()
  })

export const createGate = (): Gate => {
  let lateness = 0
  let openedAt = -Infinity
  let opened: Promise<void> | undefined
  let release: (() => void) | undefined

  const passage = async (since: number): Promise<void> => {
    const wait = since + lateness - Date.now()
    if (wait > 0) await sleep(wait)
    while (opened !== undefined) await opened
  }

  return {
    isOpen: () => opened === undefined && lateness === 0,
    close: () => {
      opened ??= new Promise(resolve => {
        release = resolve
      })
    },
    hasJustOpened: () => Date.now() - openedAt < backlog,
    open: () => {
      if (opened !== undefined) openedAt = Date.now()
      opened = undefined
      release?.()
    },
    delay: milliseconds => {
      lateness = milliseconds
    },
    lane: () => {
      let tail: Promise<void> | undefined
      return action => {
        if (tail === undefined && opened === undefined && lateness === 0) return action()
        const since = Date.now()
        const step: Promise<void> = (tail ?? Promise.resolve())
          .then(() => passage(since))
          .then(() => {
            if (tail === step) tail = undefined
            action()
          })
        tail = step
      }
    }
  }
}
