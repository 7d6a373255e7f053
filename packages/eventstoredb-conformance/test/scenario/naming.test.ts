import { naming, toJson } from '../../src/scenario/naming.ts'

describe('naming', () => {
  const names = naming('v0123456789')

  it('makes the ids of a run, and knows them again', () => {
    const id = names.eventId('#7')
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(names.eventId('UPPER#7')).toBe(id.toUpperCase())
    expect(names.reference(id)).toBe('#7')
    expect(names.reference(id.toUpperCase())).toBe('UPPER#7')
    expect(names.reference('00000000-0000-4000-8000-000000000000')).toBe('*')
  })

  it('gives other ids to another run', () => {
    expect(naming().eventId('#7')).not.toBe(names.eventId('#7'))
  })

  it('puts short stream names into the category of the run', () => {
    expect(names.stream('s')).toBe('v0123456789-s')
    expect(names.stream('$ce-{u}')).toBe('$ce-v0123456789')
  })

  it('shows values without what differs from run to run', () => {
    expect(toJson({ stream: 'v0123456789-s', revision: 7n, gone: undefined }, names)).toEqual({
      stream: '{u}-s',
      revision: '7'
    })
    expect(toJson(Buffer.from('ä'), names)).toEqual({ $text: 'ä' })
    expect(toJson(Buffer.from([0xff, 0]), names)).toEqual({ $base64: '/wA=' })
    expect(toJson('x'.repeat(301), names)).toMatchObject({ $long: 301 })
  })
})
