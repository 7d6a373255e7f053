/**
 * The notice "Samtaler", sentence by sentence, as histories.
 */
import { analysisCases } from './analyses.ts'
import { type NoticeCase, noticeCase } from './noticeCase.ts'
import { recordingCases } from './recordings.ts'
import { storageCases } from './storage.ts'

export type { NoticeCase } from './noticeCase.ts'

/**
 * At least one history for each sentence of the notice, with what follows from it under the policy of the notice: to hold another
 * program to, to replay, to show to somebody.
 *
 * @example
 * import { given } from '@samtykke/testing'
 * import { noticeCases } from '@samtykke/testing/notice'
 *
 * for (const { events, asOf, expected } of noticeCases) given(events).when(asOf).then(...expected)
 * const months = noticeCases.find(({ name }) => name === 'a business customer called customer service')
 * assert.match(months?.sentence ?? '', /16 måneder/)
 *
 * @see the notice "Samtaler"; `docs/notice.md` of the project
 */
export const noticeCases: ReadonlyArray<NoticeCase> = [
  ...recordingCases,
  ...storageCases,
  ...analysisCases
].map(noticeCase)
