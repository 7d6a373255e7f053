/** The journal cannot be read, or can no longer be written. */
export class JournalError extends Error {
  override readonly name = 'JournalError'
}

/** The words of the system's error, without its call and path: `ENOSPC: no space left on device`. */
export const reasonOf = (error: unknown): string =>
  String((error as Partial<Error> | undefined)?.message).replace(/, \w+(?: '.*')?$/, '')
