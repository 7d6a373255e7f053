/**
 * What is said of back-ups of something that was erased.
 */
import { type Instant, LocalDate } from '@samtykke/core'
import { type Bilingual, bilingual, both } from '../render/text/language.ts'
import { fullDate } from '../render/text/words.ts'
import type { DestroyedKey } from '../trail/trail.ts'

interface Backups {
  /** A date, or that none was stated. */
  readonly backupsExpireOn: string
  readonly destroyedKey: DestroyedKey | undefined
  readonly dateOf: (instant: Instant) => LocalDate
}

/** That back-ups cannot be read, or until when they remain, or that nobody stated it. */
export const backupsText = ({ backupsExpireOn, destroyedKey, dateOf }: Backups): Bilingual => {
  const until = LocalDate.is(backupsExpireOn)
    ? bilingual(language => fullDate(language, backupsExpireOn))
    : undefined
  if (destroyedKey !== undefined) {
    const { da, en } = bilingual(language => fullDate(language, dateOf(destroyedKey.destroyedAt)))
    return both(
      `Sikkerhedskopier kan ikke læses: nøglen blev destrueret den ${da}${until === undefined ? '' : `; de slettes senest den ${until.da}`}.`,
      `Back-ups cannot be read: the key was destroyed on ${en}${until === undefined ? '' : `; they expire on ${until.en}`}.`
    )
  }
  return until === undefined
    ? both(
        'Det er ikke angivet, hvornår sikkerhedskopier slettes; indtil da kan oplysningerne findes i dem.',
        'It is not stated when back-ups expire; until then the data may remain in them.'
      )
    : both(
        `Oplysningerne findes i sikkerhedskopier indtil den ${until.da}.`,
        `The data remain in back-ups until ${until.en}.`
      )
}
