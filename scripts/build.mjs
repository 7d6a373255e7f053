// Builds every package twice with tsc, as ESM and as CommonJS.
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages as all, run } from './workspace.mjs'

/** Examples build themselves, as their own users do. */
const packages = all.filter(({ folder }) => folder.startsWith('packages/'))

/** A package, and its modules that take in what they use of libraries, which are large: of date-fns, 20 MB, a few functions. */
const selfContained = [['packages/core', 'codec', 'dates']]

const stamp = 'node_modules/.built'

export const build = () => {
  const began = Date.now()
  const sources = packages.filter(each => existsSync(`${each.folder}/tsconfig.json`))
  run('node_modules/.bin/tsc', ['-b', ...sources.map(each => each.folder)])
  for (const { folder } of sources) {
    if (!existsSync(`${folder}/tsconfig.cjs.json`)) continue
    run('node_modules/.bin/tsc', ['-p', `${folder}/tsconfig.cjs.json`])
    mkdirSync(`${folder}/dist/cjs`, { recursive: true })
    writeFileSync(`${folder}/dist/cjs/package.json`, '{"type":"commonjs"}\n')
  }
  for (const each of selfContained) run(process.execPath, ['scripts/take-in.mjs', ...each])
  // What is written while it builds is not built.
  writeFileSync(stamp, `${began}\n`)
  utimesSync(stamp, began / 1000, began / 1000)
}

/** When something under a folder was last changed, a name taken away included. */
const newestIn = folder =>
  readdirSync(folder, { withFileTypes: true }).reduce(
    (newest, each) =>
      Math.max(
        newest,
        each.isDirectory() ? newestIn(join(folder, each.name)) : statSync(join(folder, each.name)).mtimeMs
      ),
    statSync(folder).mtimeMs
  )

/** Builds only where a source or a setting is newer than the last build, or a package was never built. */
export const buildWhereStale = () => {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const isStale = packages.some(({ folder }) => {
    if (!existsSync(`${folder}/tsconfig.json`)) return false
    const settings = ['tsconfig.json', 'tsconfig.cjs.json', 'package.json'].map(name => join(folder, name))
    return (
      !existsSync(`${folder}/dist`) ||
      [`${folder}/src`, `${folder}/bench`].some(each => existsSync(each) && newestIn(each) > built) ||
      settings.some(file => existsSync(file) && statSync(file).mtimeMs > built)
    )
  })
  if (isStale) build()
}

if (process.argv[1]?.endsWith('build.mjs')) build()
