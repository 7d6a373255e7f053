/**
 * When and for what recordings were used or disclosed, as a table. Who of the staff did so stands nowhere.
 *
 * @see GDPR art. 15(1); C-154/21; C-579/21
 */
import { csvTable } from '../render/csv.ts'
import { eventSentence } from '../subject/eventSentences.ts'
import { toldOf } from '../subject/told.ts'
import type { View } from '@samtykke/core'
import type { OwnCall } from './callCopy.ts'

/** The table; what another person did is left out. */
export const usesCsv = (view: View, calls: ReadonlyArray<OwnCall>): string =>
  csvTable(
    {
      date_utc: ({ event }) => event.occurredAt,
      call_id: ({ own }) => own.copy.callId,
      recording_id: ({ event }) => event.recordingId,
      what: ({ event }) => (event.type === 'recording-used' ? 'used' : 'disclosed'),
      purpose: ({ event }) => (event.type === 'recording-used' ? event.purpose : ''),
      recipient: ({ event }) => (event.type === 'recording-disclosed' ? event.recipient : ''),
      text_da: ({ event, toldIn }) => eventSentence(event, toldIn('da')),
      text_en: ({ event, toldIn }) => eventSentence(event, toldIn('en'))
    },
    calls.flatMap(own => {
      const { isOfAnother } = own.forSubject
      const toldIn = toldOf(view, own.call, isOfAnother)
      return own.call.facts.events.flatMap(event =>
        (event.type === 'recording-used' || event.type === 'recording-disclosed') && !isOfAnother(event.id)
          ? [{ own, event, toldIn }]
          : []
      )
    })
  )
