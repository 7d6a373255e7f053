/**
 * The record of processing activities as a table: a row for each activity.
 */
import type { Art30Record, ProcessingActivity } from './art30.ts'
import type { Language } from '../render/text/language.ts'
import { notStated } from '../render/text/notStated.ts'
import { type Cell, type Columns, csvTable, type Dialect } from '../render/csv.ts'

interface Row {
  readonly record: Art30Record
  readonly activity: ProcessingActivity
}

const joined = (texts: ReadonlyArray<string>): string => texts.join('; ')

const columns = (language: Language): Columns<Row> => {
  const unstated = notStated[language].toUpperCase()
  const stated = (texts: ReadonlyArray<string> | null | undefined): Cell =>
    texts === null || texts === undefined || texts.length === 0 ? unstated : joined(texts)
  const none = language === 'da' ? 'ingen' : 'none'
  return {
    activity: ({ activity }) => activity.name[language],
    controller: ({ record }) => record.controller?.name ?? unstated,
    data_protection_officer: ({ record }) => record.dataProtectionOfficer?.name ?? unstated,
    purpose: ({ activity }) => activity.purpose[language],
    data_subjects: ({ activity }) => joined(activity.dataSubjects.map(each => each[language])),
    data_categories: ({ activity }) => joined(activity.dataCategories.map(each => each[language])),
    recipients: ({ activity }) => stated(activity.recipients),
    third_countries: ({ activity }) =>
      activity.thirdCountries.length === 0 ? none : joined(activity.thirdCountries),
    time_limits: ({ activity }) =>
      joined(
        activity.timeLimits.map(
          ({ period, rule, anchor }) => `${period ?? unstated} (${rule ?? ''}; ${anchor[language]})`
        )
      ),
    legal_bases: ({ activity }) => stated(activity.legalBases),
    interests: ({ activity }) => joined(activity.interests.map(each => each.text[language])),
    assessments: ({ activity }) =>
      activity.interests.length === 0
        ? ''
        : joined(activity.interests.map(each => each.assessment ?? unstated)),
    source_of_data: ({ activity }) => activity.sourceOfData[language],
    measures: ({ record }) => stated(record.measures),
    impact_assessment: ({ record }) => record.impactAssessment ?? unstated,
    policy_version: ({ record }) => record.policyVersion
  }
}

/**
 * The record of processing activities as a table, a row for each activity. Time limits are ISO 8601 durations; what the
 * policy does not state stands as NOT STATED (IKKE ANGIVET).
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { art30Csv, art30Of } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const [head, recording] = art30Csv(art30Of(view), 'en').split('\r\n').map(line => line.slice(1, -1).split('","'))
 * assert.deepStrictEqual(recording?.[head?.indexOf('controller') ?? -1], '3')
 * assert.deepStrictEqual(recording?.[head?.indexOf('measures') ?? -1], 'NOT STATED')
 *
 * @see RFC 4180; GDPR art. 30(1)
 */
export const art30Csv = (record: Art30Record, language: Language, dialect?: Dialect): string =>
  csvTable(
    columns(language),
    record.activities.map(activity => ({ record, activity })),
    dialect
  )
