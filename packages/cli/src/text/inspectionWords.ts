/**
 * What `samtykke inspection` says, in Danish and English.
 */
import type { InspectionManifest } from '@samtykke/audit'
import { counted } from './table.ts'

type Sums = Pick<InspectionManifest, 'sample' | 'certificates' | 'leftOut'>

const english = (out: string, { sample, certificates, leftOut }: Sums): ReadonlyArray<string> => [
  `${out}: ${counted(sample.drawn.length, 'trail', 'trails')} drawn of ${counted(sample.candidates, 'call', 'calls')}, ${counted(certificates, 'certificate', 'certificates')}; index.html is the guide`,
  ...leftOut.map(({ what, count, why }) => `not included: ${what.en}: ${count}: ${why.en}`)
]

const danish = (out: string, { sample, certificates, leftOut }: Sums): ReadonlyArray<string> => [
  `${out}: spor udtrukket: ${sample.drawn.length} af ${sample.candidates} ${sample.candidates === 1 ? 'samtale' : 'samtaler'}, attester: ${certificates}; index.html er vejledningen`,
  ...leftOut.map(({ what, count, why }) => `ikke med: ${what.da}: ${count}: ${why.da}`)
]

export const inspectionWords = { da: danish, en: english }
