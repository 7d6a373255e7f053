/**
 * What the policy does not state, from the findings that say so.
 */
import type { Finding } from '@samtykke/core'
import { element, type Markup } from '../../render/html/element.ts'
import type { PageVoice } from '../../render/html/page.ts'
import { both } from '../../render/text/language.ts'

const start = 'the policy does not state '

export const missingMembersText = ({ translate }: PageVoice, findings: ReadonlyArray<Finding>): Markup =>
  element(
    'p',
    { class: 'soft' },
    translate(both('Politikken oplyser ikke: ', 'The policy does not state: ')),
    findings.map(({ detail }) => (detail.startsWith(start) ? detail.slice(start.length) : detail)).join(', ')
  )
