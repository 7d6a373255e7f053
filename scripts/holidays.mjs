// Writes the rules of public holidays from date-holidays, or with `--check` says whether they differ. Each of the
// library's rules becomes one that packages/holidays/src/rule.ts reads, found by the dates that the library gives for three
// centuries; what follows no such rule is listed date by date. The package's tests hold both to the same days.
import { transformFileSync } from '@swc/core'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { countries } from '../packages/holidays/dist/esm/countries.js'

const folder = resolve('packages/holidays')
const requireThere = createRequire(`${folder}/package.json`)
const load = file => {
  const { code } = transformFileSync(`${folder}/${file}`, {
    jsc: { parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' }
  })
  const module = { exports: {} }
  new Function('module', 'exports', 'require', code)(module, module.exports, requireThere)
  return module.exports
}
const { libraryOf, partsOf } = load('test/library.ts')
const { readRule } = load('src/rule.ts')

const [firstYear, lastYear] = [1850, 2149]
const span = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index)
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const weekdayOf = date => weekdays[new Date(date).getUTCDay()]
const groupBy = (values, keyOf) => {
  const groups = new Map()
  for (const value of values) {
    const key = keyOf(value)
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return groups
}
const daysFrom = (date, from) => (Date.parse(date) - Date.parse(from)) / 86_400_000

const plusDays = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

/** The one date of a rule in a year. */
const dateBy = (rule, year) => readRule(`${rule} x`).datesIn(year)[0]

/** What the first date suggests: as far from an Easter, or the same weekday in a week that begins somewhere before it. */
function* candidates(date) {
  const year = Number(date.slice(0, 4))
  for (const sunday of ['easter', 'orthodox']) {
    const days = daysFrom(date, dateBy(`${sunday}+0`, year))
    yield `${sunday}${days < 0 ? '' : '+'}${days}`
  }
  for (let back = 0; back < 7; back++) {
    yield `${weekdayOf(date)}>${plusDays(date, -back).slice(5)}`
  }
}

/**
 * Fixed dates, on all weekdays or on some, and the day after them, that give the dates in all of the years; none where
 * they give others too.
 */
const fixedDates = (dates, years, later = 0) => {
  const bases = dates.map(date => plusDays(date, -later))
  const wanted = new Set(bases)
  const rules = [...new Set(bases.map(date => date.slice(5)))].map(monthAndDay => {
    const inYears = years.map(year => `${year}-${monthAndDay}`)
    const off = weekdays.filter(each => inYears.some(date => weekdayOf(date) === each && !wanted.has(date)))
    const on = weekdays.filter(each => !off.includes(each))
    if (inYears.some(date => wanted.has(date) !== on.includes(weekdayOf(date)))) return undefined
    return `${monthAndDay}${off.length === 0 ? '' : `=${on.join(',')}`}${later === 0 ? '' : `+${later}`}`
  })
  return rules.includes(undefined) ? undefined : rules
}

const movingDates = (dates, years) => {
  const isOneEach =
    dates.length === years.length && years.every((year, index) => dates[index].startsWith(year))
  if (!isOneEach || new Set(dates.map(date => date.slice(5))).size === 1) return undefined
  const found = [...candidates(dates[0])].find(rule =>
    dates.every((date, index) => dateBy(rule, years[index]) === date)
  )
  return found === undefined ? undefined : [found]
}

/** The rules, without id, that give the dates of consecutive years, or of seldom ones; none where no rules do. */
const rulesThrough = (dates, earliest, latest) => {
  // A rule that seldom applies may hold for longer than it is seen to.
  for (const [from, to] of [
    [firstYear, lastYear],
    [firstYear, latest],
    [earliest, lastYear],
    [earliest, latest]
  ]) {
    const years = span.filter(year => year >= from && year <= to)
    const rules = movingDates(dates, years) ?? fixedDates(dates, years) ?? fixedDates(dates, years, 1)
    const when = `${from === firstYear ? '' : from}..${to === lastYear ? '' : to}`
    if (rules !== undefined) return rules.map(rule => (when === '..' ? rule : `${rule} ${when}`))
  }
  return undefined
}

const yearOf = date => Number(date.slice(0, 4))

/** Dates that no year without one parts. */
const runs = dates =>
  dates.reduce((found, date) => {
    const run = found.at(-1)
    if (run === undefined || yearOf(date) > yearOf(run.at(-1)) + 1) return [...found, [date]]
    run.push(date)
    return found
  }, [])

const rulesFor = dates => {
  const [earliest, latest] = [yearOf(dates[0]), yearOf(dates.at(-1))]
  if (earliest === latest) return [dates.join(',')]
  const rules = rulesThrough(dates, earliest, latest)
  if (rules !== undefined) return rules
  const parted = runs(dates)
  return parted.length > 1 && parted.length < dates.length / 3 ? parted.flatMap(rulesFor) : [dates.join(',')]
}

/** The rules of an area in an order in which the first of those that fall on a date is the library's. */
const rulesOf = area => {
  const library = libraryOf(area)
  const days = span.flatMap(library)
  const groups = groupBy(days, ({ id, rule }) => `${rule} ${id}`)
  const before = new Map([...groups.keys()].map(key => [key, new Set()]))
  for (const onDate of groupBy(days, ({ date }) => date).values()) {
    const [first, ...others] = onDate.map(({ id, rule }) => `${rule} ${id}`)
    for (const key of others) if (key !== first) before.get(key).add(first)
  }
  const ordered = []
  const visit = (key, path) => {
    if (path.includes(key))
      throw new Error(`${area}: which holiday comes first? ${[...path, key].join(' / ')}`)
    if (ordered.includes(key)) return
    for (const each of before.get(key)) visit(each, [...path, key])
    ordered.push(key)
  }
  // Feasts that move far meet fixed ones in years beyond the span: the library names the fixed ones.
  const fixedFirst = [...groups.keys()].sort((a, b) => /^[a-z]/.test(a) - /^[a-z]/.test(b))
  for (const key of fixedFirst) visit(key, [])
  return ordered.flatMap(key => {
    const days = groups.get(key)
    return rulesFor(days.map(({ date }) => date)).map(rule => ({
      key,
      rule: `${rule} ${days[0].id}`,
      before: before.get(key)
    }))
  })
}

/** The rules of a part: its own, with the country's that go before them, and the country's that do not hold in it. */
const ownRules = (ofPart, ofCountry) => {
  const isOwn = ({ rule }) => ofCountry.every(each => each.rule !== rule)
  const goBefore = new Set(ofPart.filter(isOwn).flatMap(({ before }) => [...before]))
  return [
    ...ofPart.filter(each => isOwn(each) || goBefore.has(each.key)).map(({ rule }) => rule),
    ...ofCountry
      .filter(({ rule }) => ofPart.every(each => each.rule !== rule))
      .map(({ rule }) => `not ${rule}`)
  ]
}

const tables = {}
for (const country of countries) {
  const ofCountry = rulesOf(country)
  tables[country] = ofCountry.map(({ rule }) => rule)
  for (const part of partsOf(country)) tables[part] = ownRules(rulesOf(part), ofCountry)
}

const { version } = requireThere('date-holidays/package.json')
const library = dirname(requireThere.resolve('date-holidays/package.json'))
const sources = new Set(
  countries.flatMap(country =>
    [...readFileSync(`${library}/data/countries/${country}.yaml`, 'utf8').matchAll(/# @attrib (\S+)/g)].map(
      ([, address]) => address
    )
  )
)

const files = {
  'src/generated/rules.ts': `/**
 * Made from the data of date-holidays ${version} by \`npm run holidays\`, not by hand. Its form is in rule.ts; a part of a
 * country has the country's rules after its own, but for those it has as \`not\`. License: CC BY-SA 3.0, see
 * THIRD-PARTY-NOTICES.md.
 */
export const rules: Readonly<Record<string, ReadonlyArray<string>>> = ${JSON.stringify(tables, null, 2)}
`,
  'THIRD-PARTY-NOTICES.md': `# Third-party notices of @samtykke/holidays

## date-holidays ${version} (CC-BY-SA-3.0)

The rules of public holidays (\`src/generated/rules.ts\` and what is compiled from it) are made from the data of
[date-holidays](https://github.com/commenthol/date-holidays) ${version} by commenthol and contributors, which rests on articles
of Wikipedia by their authors. That data, and therefore these rules, are licensed under
[CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/). Changed: the countries of the European Economic Area
only, whole public holidays only, one English id for each, and other forms of the rules. All else in this package is under
the Apache License 2.0.

The articles:

${[...sources]
  .sort()
  .map(address => `- <${address}>`)
  .join('\n')}
`
}
for (const [name, text] of Object.entries(files)) {
  const path = `${folder}/${name}`
  if (!process.argv.includes('--check')) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`packages/holidays/${name} is not what date-holidays ${version} gives: npm run holidays`)
    process.exitCode = 1
  }
}
