// The same bytes wherever it runs: other time zones, other locales.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const built = join(__dirname, '../dist/esm/index.js')
const script = join(__dirname, 'elsewhere.mjs')
const isBuilt = existsSync(built)
if (!isBuilt) console.warn('skipped: the package is not built')

const run = (env: Readonly<Record<string, string>>): string =>
  execFileSync(process.execPath, [script], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8'
  })

;(isBuilt ? test : test.skip)(
  'trail, report and their pages are the same bytes under any time zone and locale (skipped where nothing is built)',
  () => {
    const here = run({ TZ: 'Europe/Copenhagen', LANG: 'da_DK.UTF-8' })
    expect(here).toMatch(/^[0-9a-f]{64}\n$/)
    for (const env of [
      { TZ: 'Pacific/Auckland', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
      { TZ: 'America/Havana', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' }
    ])
      expect(run(env)).toBe(here)
  },
  120_000
)
