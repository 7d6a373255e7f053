// One verb on a table in a folder, in a process that kills itself before its nth operation on files:
// `node dying.mjs FOLDER VERB N`.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const [folder, verb, nth] = process.argv.slice(2)
let isCounting = false
let operations = 0

const before = () => {
  if (isCounting && (operations += 1) === Number(nth)) process.kill(process.pid, 'SIGKILL')
}

const onHandle = handle => {
  for (const name of ['write', 'writeFile', 'sync', 'close']) {
    const real = handle[name].bind(handle)
    handle[name] = (...args) => {
      before()
      return real(...args)
    }
  }
  return handle
}
for (const name of ['link', 'mkdir', 'rename', 'unlink']) {
  const real = fs[name]
  fs[name] = (...args) => {
    before()
    return real(...args)
  }
}
const open = fs.open
fs.open = async (...args) => {
  before()
  return onHandle(await open(...args))
}
syncBuiltinESMExports()

const { openDirectoryKeyTable } = await import('@samtykke/vault')
const done = async task => {
  const result = await task()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

const table = await done(openDirectoryKeyTable(folder))
const name = 'call/call-1'
const at = new Date(1_750_000_000_000).toISOString()
const key = wrappedBy => ({ wrapped: new Uint8Array(40).fill(7), wrappedBy })
const tombstones = [{ _tag: 'destroyed', name, destroyedAt: at }]
const mark = { position: { commit: 1n, prepare: 1n }, callId: 'call-1', entryId: 'e', recordedAt: at }

isCounting = true
if (verb === 'create') await done(table.create(name, key('master-1'), at))
if (verb === 'destroy') await done(table.destroy(tombstones))
if (verb === 'apply') await done(table.applyLog({ tombstones, from: undefined, to: mark }))
if (verb === 'master') await done(table.useMasterKey('master-1', 'master-2'))
if (verb === 'rewrap') await done(table.rewrap(await done(table.get(name)), key('master-2')))
