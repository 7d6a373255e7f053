// Seals, and is killed (SIGKILL) by the system at a change of the disk: of bytes, half are written. Arguments: the log,
// the events, the key, the instant, the change.
import { writeFileSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'

const require = createRequire(import.meta.url)
const [fs, promises] = [require('node:fs'), require('node:fs/promises')]
const [log, events, key, at, stop] = process.argv.slice(2)

const write = writeFileSync
let left = Number(stop)
const kill = (file, bytes) => {
  if (bytes !== undefined) write(file, Buffer.from(bytes).subarray(0, Buffer.from(bytes).length / 2))
  process.kill(process.pid, 'SIGKILL')
}
const watch = (module, names) => {
  for (const name of names) {
    const real = module[name]
    module[name] = (...args) => {
      if (--left === 0) kill(args[0], name.startsWith('writeFile') ? args[1] : undefined)
      return real(...args)
    }
  }
}
watch(fs, ['openSync', 'writeFileSync', 'renameSync', 'mkdirSync'])
watch(promises, ['open', 'rename', 'link', 'writeFile', 'rm', 'mkdir', 'chmod'])
syncBuiltinESMExports()

const { ndjsonSource, seal } = await import('@samtykke/seal')
const result = await seal(ndjsonSource([events]), { log, key, at })()
process.exit(result._tag === 'Right' ? 0 : 1)
