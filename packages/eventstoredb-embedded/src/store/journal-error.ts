/** The journal cannot be read, or can no longer be written. */
export class JournalError extends Error {
  override readonly name = 'JournalError'
}
