// Compiles the reader of lines to WebAssembly and keeps it as text in a source, so that nobody who builds or bundles the program
// needs the compiler. `--check` fails where the source is not what the compiler makes of packages/cli/assembly.
import { readFileSync, writeFileSync } from 'node:fs'
import { main } from 'assemblyscript/asc'

const target = 'packages/cli/src/engine/readerModule.ts'
const compiled = []
const { error, stderr } = await main(
  [
    ...['packages/cli/assembly/index.ts', '--outFile', 'reader.wasm', '-O3', '--converge', '--noAssert'],
    ...['--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory', '--use', 'abort='],
    // The compiler fears values of 16 bytes at the border; they stay inside.
    ...['--disableWarning', '112']
  ],
  { writeFile: (_, contents) => compiled.push(contents) }
)
if (error !== null) {
  console.error(stderr.toString())
  throw error
}
const lines = Buffer.from(compiled[0])
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
