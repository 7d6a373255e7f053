// Writes a proposal for the policy of the insurer: from a day on, recordings for training are kept for another time.
import { readFileSync, writeFileSync } from 'node:fs'

const [keep, file] = process.argv.slice(2)
if (file === undefined) throw new Error('node propose.mjs PERIOD FILE, such as P2M shorter.json')

const policy = JSON.parse(readFileSync(new URL('../policies/insurer/policy.json', import.meta.url), 'utf8'))
const [published] = policy.versions
const proposed = {
  ...published,
  version: '2',
  effectiveFrom: '2026-07-01T00:00:00+02:00',
  recordings: published.recordings.map(rule =>
    rule.rule === 'training'
      ? { ...rule, keep, source: `We keep recordings for training for ${keep}.` }
      : rule
  )
}
writeFileSync(
  file,
  `${JSON.stringify({ ...policy, $schema: undefined, versions: [published, proposed] }, null, 2)}\n`
)
