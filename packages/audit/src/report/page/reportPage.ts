/**
 * The report over a whole log as one HTML file, for people.
 */
import type { View } from '@samtykke/core'
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { headFacts } from '../../head/derivation.ts'
import { fragment, type Content } from '../../render/html/element.ts'
import { type PageLanguage, pageOf, type PageContext } from '../../render/html/page.ts'
import { summaryBox } from '../../render/html/parts.ts'
import { glossarySection, limitsSection, type Section, sectionsOf } from '../../render/html/sections.ts'
import { coverageSection } from './coverage.ts'
import { figuresSection } from './figures.ts'
import { findingsSection } from './findings.ts'
import { forecastSection } from './forecast.ts'
import { latenessSection } from './lateness.ts'
import { qualitySection } from './quality.ts'
import { reportSummaryOf } from './summary.ts'
import { whatIfSection } from './whatIf.ts'

const titles = {
  summary: both('Kort fortalt', 'In short'),
  figures: both('Nøgletal', 'Figures'),
  findings: both('Bemærkninger', 'Findings'),
  lateness: both('Forsinkelser', 'Lateness'),
  forecast: both('Hvad der forfalder', 'What falls due'),
  coverage: both('Behandlingsgrundlag', 'Legal bases'),
  whatIf: both('Hvis regelsættet ændres', 'If the policy changes'),
  quality: both('Oplysningernes kvalitet', 'Quality of the data')
} satisfies Record<string, Bilingual>

const body =
  (view: View, report: Report) =>
  (context: PageContext): Content => {
    const sections: ReadonlyArray<Section> = [
      { name: 'summary', title: titles.summary, content: summaryBox(reportSummaryOf(context, report)) },
      { name: 'figures', title: titles.figures, content: figuresSection(context, report) },
      { name: 'findings', title: titles.findings, content: findingsSection(context, report) },
      { name: 'lateness', title: titles.lateness, content: latenessSection(view, context, report) },
      { name: 'forecast', title: titles.forecast, content: forecastSection(context, report) },
      { name: 'coverage', title: titles.coverage, content: coverageSection(view, context, report) },
      ...(report.whatIf === null
        ? []
        : [{ name: 'what-if', title: titles.whatIf, content: whatIfSection(context, report.whatIf) }]),
      { name: 'quality', title: titles.quality, content: qualitySection(context, report) },
      limitsSection(context, report.limits),
      glossarySection(context)
    ]
    return fragment(headFacts(context, report, []), sectionsOf(context, sections))
  }

/**
 * A report as one HTML file that opens anywhere: no script, no request, in Danish, English or both.
 *
 * @param view the view from which the report was made
 *
 * @example
 * import { compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { reportHtml, reportOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const reporter = reportOf(view)
 * reporter.add({ callId: identifier('call-1'), events: [], faults: [] })
 * const html = reportHtml(view, reporter.finish(), 'both')
 * // Danish comes first, then English.
 * assert.ok(html.indexOf('<article lang="da"') < html.indexOf('<article lang="en"'))
 *
 * @see GDPR art. 5(2)
 */
export const reportHtml = (view: View, report: Report, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      view,
      title: both(
        `Rapport over optagede samtaler, ${report.policy.version}`,
        `Report on recorded calls, ${report.policy.version}`
      ),
      short: both('Rapport over optagede samtaler', 'Report on recorded calls'),
      foot: `samtykke · ${report.policy.version} · ${report.asOf}`,
      body: body(view, report)
    },
    language
  )
