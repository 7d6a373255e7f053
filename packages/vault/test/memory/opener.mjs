// A process that opens what a vault encrypted, destroys one call's keys, lets the others' time pass, and waits with what is left in its memory.
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { writeHeapSnapshot } from 'node:v8'
import { memberCipher, openDirectoryKeyTable, openVault, readMasterKey, vaultedStore } from '@samtykke/vault'

const [folder, given] = process.argv.slice(2)
const { sealed, refs, destroyed } = JSON.parse(given)
const cacheFor = 200

const rightOf = async task => {
  const result = await task()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

const wrapper = await rightOf(readMasterKey({ file: join(folder, 'master.key') }))
const table = await rightOf(openDirectoryKeyTable(join(folder, 'keys')))
const vault = await rightOf(openVault({ table, wrapper, cacheFor }))

const open = async () => {
  let length = 0
  for (const each of await rightOf(memberCipher(vault).open(sealed))) {
    if (each._tag === 'Left') throw new Error(each.left)
    length += each.right.members.usedBy.length
  }
  const bytes = ({ recordingId }) => createReadStream(join(folder, recordingId))
  const beneath = { name: 'archive', open: ref => async () => ({ _tag: 'Right', right: bytes(ref) }) }
  for (const ref of refs)
    for await (const chunk of await rightOf(vaultedStore(vault, beneath).open(ref))) length += chunk.length
  return length
}

const length = await open()
for (const name of destroyed) await rightOf(vault.destroy(name))
await setTimeout(2 * cacheFor)
for (let times = 0; times < 3; times++) {
  globalThis.gc()
  await setTimeout(0)
}
writeHeapSnapshot(join(folder, 'heap'))
console.log(length)
process.stdin.resume().once('end', () => void vault.close()())
