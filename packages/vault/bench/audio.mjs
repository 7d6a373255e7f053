/**
 * Encrypting and opening a recording, against `age-encryption` alone: pairs in one run, the median of their ratios, and the
 * most memory.
 *
 *   node packages/vault/bench/audio.mjs [MEGABYTES, 16] [PAIRS, 7]   (after `pnpm build`)
 */
import { randomBytes } from 'node:crypto'
import { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter } from 'age-encryption'
import { ageIdentity, ageRecipient, decryptWith, encryptTo } from '../dist/esm/index.js'

const [megabytes, pairs] = [Number(process.argv[2] ?? 16), Number(process.argv[3] ?? 7)]
const key = randomBytes(32)
const [identity, recipient] = [ageIdentity(key), await ageRecipient(key)]
const part = randomBytes(65_536)
const parts = megabytes * 16

async function* sound() {
  for (let n = 0; n < parts; n++) yield part
}
const alone = {
  encrypt: bytes => {
    const encrypter = new Encrypter()
    encrypter.addRecipient(recipient)
    return encrypter.encrypt(ReadableStream.from(bytes))
  },
  decrypt: bytes => {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    return decrypter.decrypt(ReadableStream.from(bytes))
  }
}
const here = { encrypt: bytes => encryptTo(recipient, bytes), decrypt: bytes => decryptWith(key, bytes) }

let peak = 0
const run = async bytes => {
  const from = performance.now()
  let count = 0
  for await (const { length } of await bytes) {
    count += length
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  return { seconds: (performance.now() - from) / 1_000, count }
}
// What is opened is encrypted on the way: memory stays that of the parts.
const both = ({ encrypt, decrypt }) =>
  decrypt(
    (async function* () {
      yield* await encrypt(sound())
    })()
  )

const middle = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
for (const [name, work] of [
  ['encrypting', from => from.encrypt(sound())],
  ['encrypting and opening', both]
]) {
  const ratios = []
  const rates = []
  for (let n = -1; n < pairs; n++) {
    const first = n % 2 === 0 ? alone : here
    const one = await run(work(first))
    const other = await run(work(first === alone ? here : alone))
    const [ofAlone, ofHere] = first === alone ? [one, other] : [other, one]
    if (ofAlone.count !== ofHere.count) throw new Error('not the same bytes')
    if (n < 0) continue
    ratios.push(ofHere.seconds / ofAlone.seconds)
    rates.push(megabytes / ofHere.seconds)
  }
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map(each => each.toFixed(2))
  console.log(
    `${name}: ${middle(ratios).toFixed(2)} of age-encryption alone (${low} to ${high}, ${pairs} pairs of ${megabytes} MB), ${middle(rates).toFixed(0)} MB/s`
  )
}
console.log(`most memory ${Math.round(peak / 1e6)} MB`)
