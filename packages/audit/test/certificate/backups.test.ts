import { compilePolicy, type Instant, noticePolicy } from '@samtykke/core'
import { backupsText } from '../../src/certificate/backups.ts'

const dateOf = compilePolicy(noticePolicy, () => undefined).calendar.localDate
const destroyedKey = { name: 'k', destroyedAt: '2026-03-01T23:30:00.000Z' as Instant, heldForSeconds: 60 }

test('back-ups remain until a date', () => {
  expect(backupsText({ backupsExpireOn: '2026-04-01', destroyedKey: undefined, dateOf })).toEqual({
    da: 'Oplysningerne findes i sikkerhedskopier indtil den 1. april 2026.',
    en: 'The data remain in back-ups until 1 April 2026.'
  })
})

test('back-ups cannot be read once the key is destroyed, by the local day', () => {
  expect(backupsText({ backupsExpireOn: 'not stated', destroyedKey, dateOf })).toEqual({
    da: 'Sikkerhedskopier kan ikke læses: nøglen blev destrueret den 2. marts 2026.',
    en: 'Back-ups cannot be read: the key was destroyed on 2 March 2026.'
  })
  expect(backupsText({ backupsExpireOn: '2026-04-01', destroyedKey, dateOf }).en).toMatch(
    /; they expire on 1 April 2026\.$/
  )
})

test('what nobody stated is said to be that', () => {
  expect(backupsText({ backupsExpireOn: 'not stated', destroyedKey: undefined, dateOf }).da).toBe(
    'Det er ikke angivet, hvornår sikkerhedskopier slettes; indtil da kan oplysningerne findes i dem.'
  )
})
