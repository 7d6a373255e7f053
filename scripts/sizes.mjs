// What of each package ends in a bundle, compressed, against what it may be (scripts/sizes.json, in kB of 1,000 bytes): for
// a browser with all that it needs, else without other packages. And that to import a module and not use it leaves nothing
// in a bundle, and changes nothing in the process. With `--write` what may be is set to a hundredth above what is.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { buildWhereStale } from './build.mjs'
import { entriesOf, published } from './workspace.mjs'

const tableFile = 'scripts/sizes.json'

/** What a bundler makes of a text, with other packages or without. */
const bundled = async (text, isForBrowser = false) => {
  const bundle = await rolldown({
    input: 'entry',
    platform: isForBrowser ? 'browser' : 'node',
    external: isForBrowser ? [] : id => /^[^./]/.test(id) && id !== 'entry',
    plugins: [
      {
        name: 'entry',
        resolveId: id => (id === 'entry' ? { id, moduleSideEffects: true } : undefined),
        load: id => (id === 'entry' ? { code: text, moduleType: 'js' } : undefined)
      }
    ],
    logLevel: 'silent'
  })
  const { output } = await bundle.generate({ format: 'es', minify: true })
  await bundle.close()
  return output.map(({ code }) => code).join('\n')
}

const modulePath = (each, { module }) => JSON.stringify(resolve(each.folder, module))

/** In kB, to a tenth. */
const sizeOf = async ({ package: name, entry = 'index', imports, browser }) => {
  const each = published.find(one => one.name === name)
  const from = modulePath(
    each,
    entriesOf(each).find(one => one.name === entry)
  )
  const names = imports === undefined ? '*' : `{ ${imports.join(', ')} }`
  return (
    Math.ceil(gzipSync(await bundled(`export ${names} from ${from}`, browser), { level: 9 }).length / 100) /
    10
  )
}

/** What libraries, or Node itself, put into every process that loads them. */
const globalsOfOthers = [
  'awslambda', // the AWS SDK, of which it asks whether it runs there
  'proto', // google-protobuf, by the client of EventStoreDB
  'Symbol(undici.globalDispatcher.1)' // Node, once somebody asks for fetch
]

/** Loads modules, and prints what is no longer as before. */
const loads = modules => `
const prototypes = [Object, Array, String, Number, Date, Promise, Map, Set, Function, Error, RegExp]
const state = () => ({
  globals: Reflect.ownKeys(globalThis).map(String).filter(name => !${JSON.stringify(globalsOfOthers)}.includes(name)),
  prototypes: prototypes.flatMap(each => Reflect.ownKeys(each.prototype).map(key => each.name + '.' + String(key))),
  listeners: process.eventNames().map(name => String(name) + ' ' + process.listenerCount(name)),
  environment: Object.entries(process.env).map(String)
})
const before = state()
for (const each of ${JSON.stringify(modules)}) await import(each)
for (const [what, after] of Object.entries(state())) {
  const changed = after.filter(each => !before[what].includes(each))
  if (changed.length > 0) console.log(what + ': ' + changed.join(', '))
}`

const problems = []
const measured = []

buildWhereStale()
for (const row of JSON.parse(readFileSync(tableFile, 'utf8'))) {
  const size = await sizeOf(row)
  const isFar = !(size <= row.atMost && size > row.atMost * 0.98)
  measured.push({ ...row, atMost: isFar ? Math.ceil(size * 10.1) / 10 : row.atMost })
  console.log(
    `${row.package}${row.entry === undefined ? '' : `/${row.entry}`}, ${row.what}: ${size} kB of ${row.atMost}`
  )
  if (!(size <= row.atMost))
    problems.push(`${row.package} has ${size} kB, ${row.what}: at most ${row.atMost}`)
}
for (const each of published.filter(one => entriesOf(one).length > 0)) {
  if (!measured.some(row => row.package === each.name))
    problems.push(`${each.name} stands not in ${tableFile}`)
  for (const entry of entriesOf(each)) {
    const left = await bundled(`import ${modulePath(each, entry)}`)
    if (left !== 'export{};')
      problems.push(`${each.name}${entry.path}, not used, leaves ${left.slice(0, 200)}`)
  }
  const modules = entriesOf(each).map(({ module }) => pathToFileURL(resolve(each.folder, module)).href)
  const args = ['--input-type=module', '-e', loads(modules)]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) problems.push(`${each.name}, loaded, ends with ${status}: ${stderr}`)
  if (stdout + stderr !== '') problems.push(`${each.name}, loaded, changes its process: ${stdout}${stderr}`)
}
if (process.argv.includes('--write')) writeFileSync(tableFile, `${JSON.stringify(measured, null, 2)}\n`)
else if (problems.length > 0) {
  console.error(problems.join('\n'))
  console.error('Where more is meant: npm run packages:sizes -- --write')
  process.exit(1)
}
