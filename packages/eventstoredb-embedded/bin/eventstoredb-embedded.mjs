#!/usr/bin/env node
import { run } from '../dist/esm/program/run.js'

const interrupted = new Promise(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve)
})

process.exitCode = await run(process.argv.slice(2), {
  print: line => console.log(line),
  printError: line => console.error(line),
  interrupted
})
