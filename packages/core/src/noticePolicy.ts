/**
 * The policy that the notice "Samtaler" states: nothing in it that the notice does not say, but for the
 * readings marked as such.
 */
import { europeanEconomicArea } from './europeanEconomicArea.ts'
import { duration, identifier, instant, period } from './literal.ts'
import type { Policy } from './policy.ts'

/**
 * The policy `3-samtaler/1`, in force from 25 May 2018 in Denmark.
 *
 * @see the notice "Samtaler"; `docs/notice.md` has each sentence beside its rule
 */
export const noticePolicy: Policy = {
  policy: identifier('3-samtaler'),
  timeZone: 'Europe/Copenhagen',
  holidays: 'DK',
  controller: { name: '3' },
  withdrawalContact: 'databeskyttelse@3.dk',
  interests: [
    {
      id: identifier('quality-and-training'),
      purposes: ['quality-assurance', 'internal-training'],
      text: {
        da: '3 har en legitim interesse i at sikre, at medarbejderne giver korrekte svar, og at kunderne får en god kundeoplevelse (kvalitetssikring og intern undervisning).',
        en: '3 has a legitimate interest in its employees giving correct answers and its customers having a good experience (quality assurance and internal training).'
      }
    },
    {
      id: identifier('disputes'),
      purposes: ['documentation'],
      text: {
        da: '3 har en legitim interesse i at kunne afdække tvister i forbindelse med aftaleindgåelse (dokumentationshensyn).',
        en: '3 has a legitimate interest in settling disputes about the making of agreements (documentation).'
      }
    },
    {
      id: identifier('customer-satisfaction'),
      purposes: ['voice-analysis'],
      text: {
        da: '3 har en legitim interesse i glade og tilfredse kunder ved at optimere og forbedre kundeservice (stemmeanalyse).',
        en: '3 has a legitimate interest in happy and satisfied customers by optimising and improving customer service (voice analysis).'
      }
    }
  ],
  // "Der overføres ikke personoplysninger til tredjelande": read as storage within the EEA.
  allowedRegions: europeanEconomicArea,
  // "forhold som f.eks. toneområdet for stemmen, taletempoet og stemmens styrke"
  allowedFeatures: ['tone-range', 'tempo', 'loudness'],
  // "ved at trykke på en tast" where the customer calls; in the call itself where 3 does.
  consentMethods: { keypress: ['inbound'], spoken: ['outbound'] },
  // Readings, on which the notice is silent:
  holdReleaseApprovals: 2,
  executionGrace: duration('P1D'),
  clockTolerance: duration('PT0S'),
  consentWindow: duration('PT24H'),
  // "i selve samtalen": words at its very beginning are agreed to before anything is said.
  spokenConsentWithin: duration('PT1M'),
  versions: [
    {
      version: identifier('1'),
      effectiveFrom: instant('2018-05-24T22:00:00.000Z'),
      recordings: [
        {
          rule: identifier('inbound-private'),
          direction: 'inbound',
          line: 'customer-service',
          customerType: 'private',
          keep: period('P6M'),
          source: 'Hvis du som privatkunde selv har kontaktet kundeservice, gemmer vi samtalen i 6 måneder.'
        },
        {
          rule: identifier('inbound-business'),
          direction: 'inbound',
          line: 'customer-service',
          customerType: 'business',
          keep: period('P16M'),
          source:
            'Hvis du som erhvervskunde selv har kontaktet kundeservice, gemmer vi samtalen i 16 måneder.'
        },
        {
          rule: identifier('outbound-sales-private'),
          direction: 'outbound',
          line: 'sales',
          customerType: 'private',
          keep: period('P6M'),
          source:
            'Hvis du er blevet kontaktet af 3 med henblik på salg i privat regi, gemmer vi samtalen i 6 måneder.'
        },
        {
          rule: identifier('outbound-sales-business'),
          direction: 'outbound',
          line: 'sales',
          customerType: 'business',
          keep: period('P6M'),
          source:
            'Hvis du er blevet kontaktet af 3 med henblik på salg i erhvervs regi, gemmer vi samtalen i 6 måneder.'
        }
      ],
      analyses: {
        keep: period('P3M'),
        then: 'anonymise',
        source:
          'Feedbacken fra stemmeanalysen opbevares af 3 i 3 måneder, hvorefter stemmeanalysen anonymiseres.'
      },
      // "samtaler til kundeservice": the calls that customers make.
      analysisDirections: ['inbound'],
      bases: { recording: ['6(1)(a)', '6(1)(f)'], analysis: ['6(1)(a)', '6(1)(f)'] }
    }
  ]
}
