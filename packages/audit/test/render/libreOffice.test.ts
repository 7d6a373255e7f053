// What a spreadsheet that is not ours makes of a table: of what would be a formula, text and nothing else.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Dialect, findingsCsv } from '@samtykke/audit'
import { eventOf } from '../events.ts'
import type { Finding } from '@samtykke/core'

const isThere = (): boolean => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore', timeout: 60_000 })
    return true
  } catch {
    return false
  }
}

const withLibreOffice = isThere() ? test : test.skip

const corpus = [
  '=1+1',
  '=HYPERLINK("http://x.example";"x")',
  '=cmd|"/C calc"!A0',
  '+1+1',
  '-1-1',
  '@SUM(1;1)',
  '|cmd',
  '%1',
  '\t=1+1',
  ' =1+1',
  '\r\n=1+1',
  '＝1+1',
  '＋1',
  '\u200b=1+1',
  '\ufeff=1+1',
  '\u202e=1+1',
  '\u0085=1+1',
  '{=1+1}',
  "'=1+1"
]

const about = eventOf('access-requested', '2026-03-05T11:50:00Z', {
  requestId: 'request-1',
  channel: 'email'
})
const findings = corpus.map((detail): Finding => ({
  code: 'overdue',
  severity: 'error',
  callId: about.callId,
  at: about.occurredAt,
  events: [about.id],
  detail
}))

/** As LibreOffice writes it again, with all that it made of each cell. */
const opened = (dialect: Dialect): string => {
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-csv-'))
  try {
    writeFileSync(join(folder, 'findings.csv'), findingsCsv(findings, dialect))
    // Fields are parted by the dialect's sign, quoted by ", in UTF-8; that they are quoted makes no field text.
    const filter = `CSV:${dialect === 'excel' ? 59 : 44},34,76,1,,0,false,true,false`
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    execFileSync(
      'soffice',
      [
        profile,
        '--headless',
        `--infilter=${filter}`,
        '--convert-to',
        'fods',
        '--outdir',
        folder,
        join(folder, 'findings.csv')
      ],
      { stdio: 'ignore', timeout: 120_000 }
    )
    return readFileSync(join(folder, 'findings.fods'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

withLibreOffice.each(['rfc4180', 'excel'] as const)(
  'LibreOffice makes text of each field of the corpus (%s; skipped where it is not installed)',
  dialect => {
    const sheet = opened(dialect)
    expect(sheet).toContain('<office:spreadsheet>')
    expect(sheet).not.toMatch(/table:formula=/)
    const rows = [...sheet.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<table:table-cell[^>]*office:value-type="([a-z]+)"/g)].map(([, type]) => type)
    )
    const ofCorpus = rows.filter(({ length }) => length > 1).slice(1)
    expect(ofCorpus).toHaveLength(corpus.length)
    for (const types of ofCorpus) expect(types.at(-1)).toBe('string')
  },
  180_000
)
