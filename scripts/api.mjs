// Writes what each published package gives its users, with its types, into etc/*.api.md, one file for each entry; with
// `--check` says where that differs. A change of these files is a change that users notice: it comes with a changeset.
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildWhereStale } from './build.mjs'
import { entriesOf, published } from './workspace.mjs'

const isCheck = process.argv.includes('--check')
const scratch = mkdtempSync(join(tmpdir(), 'samtykke-api-'))

const compilerOptionsOf = ({ devDependencies }) => ({
  ...{ target: 'es2022', lib: ['es2023'], module: 'nodenext', moduleResolution: 'nodenext' },
  ...{ strict: true, skipLibCheck: true, noEmit: true, allowImportingTsExtensions: true },
  types: '@types/node' in devDependencies ? ['node'] : []
})

/** Writes the report of one entry; false where it cannot be read. */
const report = (each, { name, types }, folder) => {
  const { succeeded } = Extractor.invoke(
    ExtractorConfig.prepare({
      configObject: {
        projectFolder: resolve(each.folder),
        mainEntryPointFilePath: resolve(each.folder, types),
        compiler: {
          overrideTsconfig: {
            compilerOptions: compilerOptionsOf(each),
            files: [resolve(each.folder, types)]
          },
          skipLibCheck: true
        },
        apiReport: {
          enabled: true,
          reportFileName: `${name}.api.md`,
          reportFolder: folder,
          reportTempFolder: join(scratch, 'made')
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: 'error' } },
          extractorMessageReporting: { default: { logLevel: 'none' } },
          tsdocMessageReporting: { default: { logLevel: 'none' } }
        }
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: resolve(each.folder, 'package.json')
    }),
    {
      localBuild: true,
      messageCallback: message => {
        if (message.logLevel === 'error') console.error(`${each.name}: ${message.text}`)
        message.handled = true
      }
    }
  )
  return succeeded
}

buildWhereStale()
let differing = 0
try {
  for (const each of published.filter(one => entriesOf(one).length > 0)) {
    const kept = join(each.folder, 'etc')
    const made = isCheck ? join(scratch, each.folder) : kept
    if (!isCheck) rmSync(kept, { recursive: true, force: true })
    mkdirSync(made, { recursive: true })
    for (const entry of entriesOf(each)) if (!report(each, entry, resolve(made))) differing++
    if (!isCheck) continue
    const names = new Set([...readdirSync(made), ...(existsSync(kept) ? readdirSync(kept) : [])])
    for (const name of names) {
      const { status, stdout } = spawnSync('diff', ['-uN', join(kept, name), join(made, name)], {
        encoding: 'utf8'
      })
      if (status === 0) continue
      differing++
      console.error(`${join(kept, name)} is not what the package gives:\n${stdout}`)
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (differing > 0) {
  console.error(`${differing} reports differ: npm run packages:api writes them anew`)
  process.exit(1)
}
