import type { RecordedEntry } from '@samtykke/core'

/** Whether the subject of an entry can still be read, so that the call may be linked to it. */
export const namesItsSubject = ({ payload }: RecordedEntry): boolean =>
  payload._tag !== 'forgotten' || !payload.members.includes('subjectRef')
