// The program, run from its sources, for tests that kill it.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
require('./typescript.cjs')
const { run } = require('../../src/program/run.ts')

process.exitCode = await run(process.argv.slice(2), {
  print: line => console.log(line),
  printError: line => console.error(line),
  interrupted: new Promise(resolve => process.once('SIGTERM', resolve))
})
