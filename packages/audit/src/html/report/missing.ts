/**
 * What the policy does not state, from the findings that say so.
 */
import type { Finding } from '@samtykke/core'
import { el, type Markup } from '../element.ts'
import type { PageVoice } from '../page.ts'
import { both } from '../words.ts'

const start = 'the policy does not state '

export const missingMembersText = ({ say }: PageVoice, findings: ReadonlyArray<Finding>): Markup =>
  el(
    'p',
    { class: 'soft' },
    say(both('Politikken oplyser ikke: ', 'The policy does not state: ')),
    findings.map(({ detail }) => (detail.startsWith(start) ? detail.slice(start.length) : detail)).join(', ')
  )
