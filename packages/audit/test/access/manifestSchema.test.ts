import { callState } from '@samtykke/core'
import { unzipSync } from 'fflate'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { accessPackageOf } from '../../src/access/accessPackage.ts'
import { hostile, seeds } from '../histories.ts'
import { faultsIn } from '../schema.ts'

test('manifests and calls of hostile histories are as their schemas say', async () => {
  let packages = 0
  for (const seed of seeds(200)) {
    const { view, calls } = hostile(seed + 20_000)
    const [request] = calls.map(callState(view)).flatMap(call => call.accessRequests)
    if (request === undefined) continue
    const ofMedia = () => TE.right({ bytes: new Uint8Array([1]) })
    const packed = await accessPackageOf(view, { media: ofMedia })(request.requestId, calls)()
    if (E.isLeft(packed)) continue
    expect(faultsIn('access-manifest', packed.right.manifest)).toEqual([])
    for (const [path, bytes] of Object.entries(unzipSync(packed.right.zip)))
      if (/^calls\/.*json$/.test(path))
        expect(faultsIn('access-call', JSON.parse(Buffer.from(bytes).toString('utf8')))).toEqual([])
    packages++
  }
  expect(packages).toBeGreaterThan(20)
})
