import { compilePolicy, identifier, type LegalBasis, missingMembers, noticePolicy } from '@samtykke/core'
import { reportHtml } from '../../../src/report/page/reportPage.ts'
import { reportOf } from '../../../src/report/report.ts'
import { instant } from '../../events.ts'
import { danish } from '../../histories.ts'
import { describePages } from '../../render/html/describePages.ts'
import { simulatedCalls, simulatedView as view } from '../../simulated.ts'

const calls = simulatedCalls(250, 7)

const report = () => {
  const reporter = reportOf(view, {
    since: instant('2025-06-01T00:00:00Z'),
    whatIf: view.rules,
    ifInvalid: {
      bundled: true,
      method: 'keypress',
      from: instant('2025-01-01T00:00:00Z'),
      until: instant('2025-09-01T00:00:00Z')
    }
  })
  calls.forEach(reporter.add)
  return reporter.finish()
}

describePages({
  'report-both': reportHtml(view, report(), 'both'),
  'report-empty': reportHtml(view, reportOf(view).finish(), 'da')
})

test('names every member that the policy does not state, more than ten as well', () => {
  const processors = Array.from({ length: 8 }, (_, index) => ({ id: `p${index}`, name: `P${index}` }))
  const policy = { ...noticePolicy, processors }
  const missing = [...missingMembers(policy)].sort()
  expect(missing.length).toBeGreaterThan(10)
  const bare = { ...view, rules: compilePolicy(policy, danish) }
  const report = reportOf(bare).finish()
  for (const language of ['en', 'da'] as const) {
    const page = reportHtml(bare, report, language)
    for (const member of missing) expect(page).toContain(`<span class="id">${member}</span>`)
  }
  expect(reportHtml(bare, report, 'da')).toContain(
    'Regelsættet oplyser ikke: databeskyttelsesrådgiveren <span class="id">'
  )
})

test('days on consent are called that, and days on whatever basis where a purpose rests on another', () => {
  const [version] = noticePolicy.versions
  if (version === undefined) throw new Error('no version')
  const pageUnder = (basis: LegalBasis): string => {
    const purposes = (['quality-assurance', 'internal-training', 'documentation'] as const).map(purpose => ({
      purpose: identifier(purpose),
      of: 'recording' as const,
      basis: purpose === 'documentation' ? basis : ('6(1)(a)' as const)
    }))
    const rules = compilePolicy({ ...noticePolicy, versions: [{ ...version, purposes }] }, danish)
    const reporter = reportOf({ ...view, rules })
    calls.forEach(reporter.add)
    return reportHtml({ ...view, rules }, reporter.finish(), 'en')
  }
  expect(pageUnder('6(1)(a)')).toContain('>consent<')
  expect(pageUnder('6(1)(a)')).not.toContain('>basis stands<')
  const mixed = pageUnder('6(1)(b)')
  expect(mixed).toMatch(/<td[^>]*>consent</)
  expect(mixed).toMatch(/<td[^>]*>basis stands</)
  expect(mixed).toMatch(/<text[^>]*>basis stands</)
  expect(mixed).not.toMatch(/<text[^>]*>consent</)
})

test('of consents that are challenged it says which are meant, and that they are not decided upon', () => {
  const page = reportHtml(view, report(), 'da')
  expect(page).toContain(
    'givet til flere formål i én handling, givet ved tastetryk, givet fra 1. januar 2025 kl. 01.00 og givet før 1. september 2025 kl. 02.00.'
  )
  expect(page).toContain('om samtykkerne er gyldige, afgør programmet ikke')
  expect(page).toMatch(/uden noget grundlag, fra de begyndte<\/th><td class="number"[^>]*>[1-9]/)
  expect(reportHtml(view, reportOf(view).finish(), 'da')).not.toContain('Hvis samtykker er ugyldige')
})

test('the oldest of each severity stand apart, by the name that the severity has', () => {
  const { findings } = report()
  const doneLate = findings.find(({ code }) => code === 'done-late')!
  const { error, info } = doneLate.bySeverity
  expect([error > 0, info > 10]).toEqual([true, true])
  const [row = ''] = reportHtml(view, report(), 'en').match(/<tr>(?:(?!<tr>).)*>done-late<.*?<\/tr>/s) ?? []
  const lists = [...row.matchAll(/<summary>(.*?)<\/summary>(.*?)<\/details>/gs)].map(
    ([, summary = '', list = '']) => [summary.replace(/<[^>]*>/g, ''), list.split('<li>').length - 1]
  )
  expect(row).toContain('Done after it was due')
  expect(lists).toEqual([
    ['Oldest: error Done late', Math.min(10, error)],
    ['Oldest: note Done within the grace', 10]
  ])
})

test('findings that are all of one severity have its name', () => {
  const reporter = reportOf(view)
  for (const call of calls) reporter.add(call)
  const all = reporter.finish()
  const only = (kept: 'error' | 'info') => ({
    ...all,
    findings: all.findings
      .filter(({ code }) => code === 'done-late')
      .map(each => ({
        ...each,
        bySeverity: { error: 0, warning: 0, info: 0, [kept]: each.bySeverity[kept] },
        oldest: each.oldest.filter(({ severity }) => severity === kept)
      }))
  })
  expect(reportHtml(view, only('error'), 'da')).toContain('Udført for sent ')
  const within = reportHtml(view, only('info'), 'da')
  expect(within).toContain('Udført inden for udførelsesfristen ')
  expect(within).toContain('<summary>Ældste</summary>')
})
