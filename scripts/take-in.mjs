// Puts into a built module what it uses of libraries, so that its package need not bring all of them, and writes their
// licenses into the package's dist/THIRD-PARTY-NOTICES.md. Arguments: a package's folder and the module's name.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { rolldown } from 'rolldown'

const [folder, module] = process.argv.slice(2)
const source = `${folder}/dist/esm/${module}.js`
const targets = { cjs: `${folder}/dist/cjs/${module}.js`, esm: source }

const packageOf = path => {
  const here = dirname(path)
  const manifest = join(here, 'package.json')
  const read = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {}
  return read.version === undefined ? packageOf(here) : { ...read, folder: here }
}

const bundle = await rolldown({ input: source, platform: 'neutral' })
const libraries = new Map()
for (const [format, target] of Object.entries(targets)) {
  const { output } = await bundle.generate({ format, comments: { jsdoc: false } })
  if (output.length > 1) throw new Error(`${source} gives ${output.length} files`)
  for (const path of output[0].moduleIds) {
    const library = packageOf(path)
    if (relative(folder, library.folder) !== '') libraries.set(library.name, library)
  }
  writeFileSync(target, output[0].code)
  rmSync(`${target}.map`, { force: true })
}
await bundle.close()

// A module that was taken in before has no libraries left, and its notices stand.
if (libraries.size > 0) {
  const notices = [...libraries.values()].map(({ name, version, license, folder: from }) => {
    const text = readFileSync(`${from}/LICENSE.md`, 'utf8').trim()
    return `## ${name} ${version} (${license})\n\n${text}\n`
  })
  const { name } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  writeFileSync(
    `${folder}/dist/THIRD-PARTY-NOTICES.md`,
    `# Third-party notices of ${name}\n\n\`${module}.js\` contains parts of these libraries.\n\n${notices.join('\n')}`
  )
}
