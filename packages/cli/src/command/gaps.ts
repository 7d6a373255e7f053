/**
 * What a document for a person should say or hold and does not: said on standard error, and refused unless it is wanted
 * all the same.
 */
import type { Gap } from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import { writeErr } from '../output/output.ts'
import { type Failure, refused } from '../text/failure.ts'
import { type Bilingual, both } from '../text/language.ts'
import { flag } from './option.ts'

export const incompleteOption = {
  incomplete: flag('writes it although it lacks something that it must say or hold; what lacks is named')
}

const sentence = (gap: Gap): Bilingual => {
  switch (gap.member) {
    case 'authority':
      return both(
        'regelsættet oplyser ikke, hvor man kan klage (authority; GDPR artikel 15, stk. 1, litra f, og artikel 12, stk. 4)',
        'the policy does not state where to complain (authority; GDPR art. 15(1)(f), 12(4))'
      )
    case 'controller':
      return both(
        'regelsættet oplyser ikke, hvem der er dataansvarlig (controller; GDPR artikel 13, stk. 1, litra a)',
        'the policy does not state who answers for the data (controller; GDPR art. 13(1)(a))'
      )
    case 'address':
      return both(
        'regelsættet oplyser ikke den dataansvarliges adresse (controller.address)',
        'the policy does not state the address of the controller (controller.address)'
      )
    case 'contact':
      return both(
        'regelsættet oplyser ikke, hvordan man kommer i kontakt med den dataansvarlige (email, telephone eller url under “controller”)',
        'the policy does not state how to reach the controller (email, telephone or url of controller)'
      )
    case 'processor':
      return both(
        `regelsættet oplyser ikke navnet på ${gap.id}, som har eller har haft noget (processors; GDPR artikel 15, stk. 1, litra c)`,
        `the policy does not name ${gap.id}, which has or had something (processors; GDPR art. 15(1)(c))`
      )
    case 'audio':
      return both(
        `optagelse ${gap.id}: den er ikke slettet, og lyden blev ikke fundet`,
        `recording ${gap.id}: it is not erased, and its audio was not found`
      )
    case 'results':
      return both(
        `analyse ${gap.id}: resultaterne blev ikke fundet; den nævnes som manglende`,
        `analysis ${gap.id}: its results were not found; it is listed as missing`
      )
  }
}

/** Results are listed as missing and withheld from nobody: a package goes without them. */
const isBlocking = ({ member }: Gap): boolean => member !== 'results'

/** Names each gap once; exit status 5 where there is one that `--incomplete` does not allow. */
export const allowGaps = (
  { incomplete }: { readonly incomplete: boolean },
  gaps: ReadonlyArray<Gap>
): E.Either<Failure, void> => {
  for (const gap of gaps) writeErr(sentence(gap))
  return gaps.some(isBlocking) && !incomplete
    ? E.left(
        refused(
          both(
            'intet er skrevet: med --incomplete bliver det skrevet, uden det, der er nævnt ovenfor',
            'nothing was written: with --incomplete it is, without what is named above'
          )
        )
      )
    : E.right(undefined)
}
