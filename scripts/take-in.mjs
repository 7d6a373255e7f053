// Puts into built modules what they use of libraries, so that their package need not bring all of them, and writes their
// licenses into the package's dist/THIRD-PARTY-NOTICES.md. Arguments: a package's folder and the modules' names.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { rolldown } from 'rolldown'

const [folder, ...modules] = process.argv.slice(2)

const packageOf = path => {
  const here = dirname(path)
  const manifest = join(here, 'package.json')
  const read = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {}
  return read.version === undefined ? packageOf(here) : { ...read, folder: here }
}

/**
 * What a library makes as it is loaded (`var a = make()`, and classes as TypeScript wrote them for ES5) is marked as made for
 * the sake of `a` alone, so that it is left out where nothing uses it.
 */
const marked = code =>
  code
    .replace(
      /^((?:export )?var \w+ = )(?:\/\*\* @class \*\/ )?(?=\(function|new |\w+\()/gm,
      '$1/*#__PURE__*/ '
    )
    .replace(/^(var \w+ = .*\|\| )(?=\(function)/gm, '$1/*#__PURE__*/ ')

const libraries = new Map()
for (const module of modules) {
  const bundle = await rolldown({
    input: `${folder}/src/${module}.ts`,
    platform: 'neutral',
    resolve: { mainFields: ['module', 'main'] },
    plugins: [{ name: 'marked', transform: (code, id) => (id.endsWith('.js') ? marked(code) : undefined) }]
  })
  for (const format of ['cjs', 'esm']) {
    const { output } = await bundle.generate({ format, comments: { jsdoc: false } })
    if (output.length > 1) throw new Error(`${module} gives ${output.length} files`)
    for (const path of output[0].moduleIds) {
      const library = packageOf(path)
      if (relative(folder, library.folder) !== '') libraries.set(library.name, library)
    }
    const target = `${folder}/dist/${format}/${module}.js`
    writeFileSync(target, output[0].code)
    rmSync(`${target}.map`, { force: true })
  }
  await bundle.close()
}

const licenseOf = from =>
  readFileSync(['LICENSE.md', 'LICENSE'].map(name => join(from, name)).find(existsSync), 'utf8').trim()

const notices = [...libraries.values()].map(
  ({ name, version, license, folder: from }) => `## ${name} ${version} (${license})\n\n${licenseOf(from)}\n`
)
const { name } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
const files = modules.map(module => `\`${module}.js\``).join(' and ')
writeFileSync(
  `${folder}/dist/THIRD-PARTY-NOTICES.md`,
  `# Third-party notices of ${name}\n\nParts of these libraries are in ${files}.\n\n${notices.join('\n')}`
)
