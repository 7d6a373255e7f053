// Compiles the reader of lines to WebAssembly and keeps it as text in a source, so that nobody who builds or bundles the program
// needs the compiler. `--check` fails where the source is not what the compiler makes of packages/cli/assembly.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './workspace.mjs'

const target = 'packages/cli/src/engine/readerModule.ts'
const folder = mkdtempSync(join(tmpdir(), 'samtykke-assembly-'))
const compiled = join(folder, 'reader.wasm')
try {
  run(process.execPath, [
    'packages/cli/node_modules/assemblyscript/bin/asc.js',
    'packages/cli/assembly/index.ts',
    ...['--outFile', compiled, '-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
    ...['--importMemory', '--noExportMemory', '--use', 'abort=', '--disableWarning', '112']
  ])
  const lines = readFileSync(compiled)
    .toString('base64')
    .match(/.{1,100}/g)
  const source = `/** Made from the sources in \`assembly\` by \`node scripts/assembly.mjs\`. */
export const readerModule = [
${lines.map(line => `  '${line}'`).join(',\n')}
].join('')
`
  if (!process.argv.includes('--check')) writeFileSync(target, source)
  else if (readFileSync(target, 'utf8') !== source) {
    console.error(`${target} is not what packages/cli/assembly compiles to: run node scripts/assembly.mjs`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true })
}
