import { certificatesOf } from '../../src/certificate/certificate.ts'
import { instant } from '../events.ts'
import { hostile, seeds } from '../histories.ts'
import { faultsIn } from '../schema.ts'

const sealed = {
  seal: { origin: 'log.example', size: 12, root: 'AAAA' },
  placeOf: () => ({ leaf: 3 }),
  destroyedKeyOf: (target: string, id: string) => ({
    name: `${target}/call-1/${id}`,
    destroyedAt: instant('2026-01-04T09:59:00Z'),
    heldForSeconds: 300
  })
}

test('certificates of hostile histories are as their schema says, with and without a seal and a vault', () => {
  let certificates = 0
  for (const seed of seeds(1000)) {
    const { view, calls } = hostile(seed + 20_000)
    for (const certificate of calls.flatMap(certificatesOf(view, seed % 2 === 0 ? sealed : {}))) {
      expect(faultsIn('certificate', certificate)).toEqual([])
      certificates++
    }
  }
  expect(certificates).toBeGreaterThan(100)
})
