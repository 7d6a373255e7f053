// Writes to a store in a folder until it is killed, or once: `node writer.mjs FOLDER [BYTES]`. It says each thing that
// was done after it was done.
import { writeSync } from 'node:fs'
import { openDirectoryStore } from '@samtykke/retention'

const [folder, bytes] = process.argv.slice(2)
const opened = await openDirectoryStore(folder, { name: 'archive' })()
if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
const store = opened.right
const say = line => writeSync(1, `${line}\n`)

async function* sound(size) {
  for (let left = size; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), 7)
}
const refOf = n => ({ callId: `call-${n % 3}`, recordingId: `rec-${n}`, processor: 'archive' })

if (bytes !== undefined) {
  say(JSON.stringify(await store.put(refOf(1), sound(Number(bytes)))()))
} else {
  for (let n = 0; ; n += 1) {
    const put = await store.put(refOf(n), sound(300_000))()
    say(`${put._tag === 'Right' ? 'put' : 'failed'} ${n}`)
    if (n % 2 === 0) continue
    say(`erasing ${n - 1}`)
    const erased = await store.erase(refOf(n - 1))()
    say(`${erased._tag === 'Right' ? 'erased' : 'failed'} ${n - 1}`)
  }
}
