import { Uuid } from '@samtykke/core'
import * as fc from 'fast-check'
import { derivedId } from '../src/index.ts'

describe('a derived id', () => {
  it('is a UUID of version 5, the same for the same parts, another for others', () => {
    const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const id = derivedId(...a)
        expect(Uuid.is(id)).toBe(true)
        expect(id[14]).toBe('5')
        expect('89ab').toContain(id[19])
        expect(derivedId(...a)).toBe(id)
        if (JSON.stringify(a) !== JSON.stringify(b)) expect(derivedId(...b)).not.toBe(id)
      })
    )
  })

  it('stays what it was in stores that are there', () => {
    expect(derivedId('withdrawal', 'call-1')).toBe('afa7ef07-b189-5ce4-939a-440d76ae2876')
  })
})
