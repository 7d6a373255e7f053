/**
 * `npm run check -- [--url CONNECTION] [--only TEXT] [--verbose] [FILE ...]`: plays recordings and prints what differs.
 */
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), {
  print: line => {
    console.log(line)
  },
  fixtures: fileURLToPath(new URL('../../fixtures', import.meta.url))
})
