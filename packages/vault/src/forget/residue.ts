/**
 * What stays known of a call whose proof is redacted: what was done to each recording and analysis, when, and under which
 * article.
 */
import { actionableGround, type CallState, type EventOf } from '@samtykke/core'

type Residue = NonNullable<EventOf<'proof-redacted'>['residue']>

/**
 * The residue of a call, of every outcome in order of time. The rule is the one that had become due by then; where it was
 * done before anything was due, the one that would have been first.
 *
 * @see contract, section 1, `proof-redacted`; GDPR art. 5(2)
 */
export const residueOf = (call: CallState): Residue =>
  [...call.recordings, ...call.analyses]
    .flatMap(kept =>
      kept.outcomes.flatMap(outcome => {
        const ground =
          actionableGround(kept.grounds, call.holds, outcome.occurredAt)?.ground ?? kept.grounds[0]
        return ground === undefined
          ? []
          : [
              {
                action: outcome.type === 'analysis-anonymised' ? 'anonymise' : 'erase',
                target: kept.target,
                article: ground.article,
                rule: ground.rule,
                at: outcome.occurredAt
              }
            ]
      })
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
