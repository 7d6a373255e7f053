// A bill of materials (SBOM, CycloneDX) for each published package, in out/sbom: what is installed with it, by the lockfile,
// and what was taken into it, by its notices. What it asks its user for (fp-ts, io-ts) is in the user's own.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm } from './pnpm.mjs'
import { published } from './workspace.mjs'

const folder = 'out/sbom'

/** The libraries that the notices of a package name, in headings as `## date-fns 4.4.0 (MIT)`. */
const takenInto = each =>
  ['THIRD-PARTY-NOTICES.md', 'dist/THIRD-PARTY-NOTICES.md']
    .map(name => join(each.folder, name))
    .filter(existsSync)
    .flatMap(path => [...readFileSync(path, 'utf8').matchAll(/^## (\S+) (\S+) \((\S+)\)$/gm)])
    .map(([, name, version, license]) => {
      const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
      return {
        type: 'library',
        name,
        version,
        purl,
        'bom-ref': purl,
        licenses: [{ license: { id: license } }]
      }
    })

rmSync(folder, { recursive: true, force: true })
const filters = published.flatMap(({ name }) => ['--filter', name])
const options = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6', '--prod', '--split']
pnpm(...filters, 'sbom', ...options, '--out', `${folder}/%s-%v.cdx.json`)

for (const name of readdirSync(folder)) {
  const path = join(folder, name)
  const bill = JSON.parse(readFileSync(path, 'utf8'))
  const { group, name: component, 'bom-ref': ref } = bill.metadata.component
  const taken = takenInto(published.find(each => each.name === `${group}/${component}`))
  bill.components.push(...taken)
  bill.dependencies.find(each => each.ref === ref).dependsOn.push(...taken.map(({ purl }) => purl))
  bill.dependencies.push(...taken.map(({ purl }) => ({ ref: purl, dependsOn: [] })))
  writeFileSync(path, `${JSON.stringify(bill, null, 2)}\n`)
}
const written = readdirSync(folder).length
console.log(`${written} bills of materials in ${folder}`)
if (written !== published.length) throw new Error(`${published.length} packages are published`)
