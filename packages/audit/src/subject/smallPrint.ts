/**
 * What stands at the foot of everything that is said to a person: from what it was made, and what it is not.
 */
import type { View } from '@samtykke/core'
import { element, type Markup } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { both } from '../render/text/language.ts'
import { moment } from '../render/text/words.ts'

export const smallPrint = ({ translate, clock }: PageContext, { asOf }: View): Markup =>
  element(
    'p',
    { class: 'soft' },
    translate(
      both(
        `Opgjort pr. ${moment('da', clock, asOf)} på grundlag af det, der var registreret da. Det er ikke juridisk rådgivning.`,
        `As of ${moment('en', clock, asOf)}, from what was registered then. This is not legal advice.`
      )
    )
  )
