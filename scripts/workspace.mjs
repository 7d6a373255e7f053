// The workspace's packages, as the other scripts see them, each after those it depends on.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

const read = folder => ({ folder, ...JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) })

const folders = ['packages', 'examples'].filter(existsSync).flatMap(top =>
  readdirSync(top)
    .map(name => `${top}/${name}`)
    .filter(folder => existsSync(`${folder}/package.json`))
)

const all = folders.map(read)
const byName = new Map(all.map(each => [each.name, each]))
/** What is used in its sources: tests may need packages that need this one, and are not built. */
const needs = each =>
  Object.keys({
    ...each.dependencies,
    ...(each.private === true && each.devDependencies),
    ...each.peerDependencies
  }).flatMap(name => (byName.has(name) ? [byName.get(name)] : []))

const ordered = []
const visit = (each, path) => {
  if (path.includes(each))
    throw new Error(`packages in a circle: ${[...path, each].map(p => p.name).join(' -> ')}`)
  if (ordered.includes(each)) return
  needs(each).forEach(need => visit(need, [...path, each]))
  ordered.push(each)
}
all.forEach(each => visit(each, []))

export const packages = ordered

export const published = packages.filter(each => each.private !== true)

/** The modules of a package that its users import: their paths after its name, and the files behind them. */
export const entriesOf = ({ exports = {} }) =>
  Object.entries(exports)
    .filter(([, target]) => target.import !== undefined)
    .map(([path, target]) => ({
      path: path.slice(1),
      name: path === '.' ? 'index' : path.slice(2),
      types: target.import.types,
      module: target.import.default,
      source: target['@samtykke/source']
    }))

/** What users of the packages import, by the name behind `from`, and the file that is it. */
export const entryPoints = published.flatMap(each =>
  entriesOf(each).map(({ path, source }) => ({
    name: `${each.name}${path}`,
    source: `${each.folder}/${source.slice(2)}`
  }))
)

export const run = (command, args, options = {}) => {
  const result = spawnSync(command, args, { stdio: 'inherit', ...options })
  if (result.error) throw result.error
  if (result.status !== 0) process.exit(result.status ?? 1)
}
