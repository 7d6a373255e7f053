// Locks directories as it is told on standard input: "try DIRECTORY" and "release". Ends with its input.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const require = createRequire(import.meta.url)
require('./typescript.cjs')
const { lockDirectory } = require('../../src/store/lock.ts')

let release = () => undefined
console.log('ready')
for await (const line of createInterface(process.stdin)) {
  const [order, directory] = line.split(' ')
  if (order === 'try') {
    try {
      release = await lockDirectory(directory)
      console.log('in')
    } catch (error) {
      console.log(`out: ${error.message}`)
    }
  } else {
    release()
    console.log('released')
  }
}
