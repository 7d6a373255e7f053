/** Rejections and exceptions of the process that nobody handled. */
export interface Strays {
  /** What came since the last take, as text. */
  readonly take: () => ReadonlyArray<string>
  readonly stop: () => void
}

const textOf = (thrown: unknown): string => {
  const { type, code, message } = (thrown ?? {}) as { type?: unknown; code?: unknown; message?: unknown }
  return String(type ?? code ?? message ?? thrown)
}

/** Keeps what would otherwise end the process, until `stop`. */
export const collectStrays = (): Strays => {
  const stray: string[] = []
  const keep = (thrown: unknown): void => {
    stray.push(textOf(thrown))
  }
  process.on('unhandledRejection', keep)
  process.on('uncaughtException', keep)
  return {
    take: () => stray.splice(0),
    stop: () => {
      process.off('unhandledRejection', keep)
      process.off('uncaughtException', keep)
    }
  }
}
