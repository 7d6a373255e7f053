// The program, run from its sources, for tests that kill it.
require('./typescript.cjs')
const { join } = require('node:path')
const { run } = require('../../src/program/run.ts')

const interrupted = new Promise(resolve => process.once('SIGTERM', resolve))

void run(process.argv.slice(2), {
  print: line => console.log(line),
  complain: line => console.error(line),
  interrupted,
  fixtures: join(__dirname, '../../fixtures/behaviour')
}).then(code => {
  process.exitCode = code
})
