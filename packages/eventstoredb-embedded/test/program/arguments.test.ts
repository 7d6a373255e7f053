import { parseCommand } from '../../src/program/arguments.ts'

describe('parseCommand', () => {
  it('serves on the usual port by default, in memory', () => {
    expect(parseCommand([])).toEqual({ _tag: 'Serve', port: 2113 })
  })

  it('takes port, directory and TLS files', () => {
    const args = ['--port', '0', '--directory', 'data', '--certificate', 'c.pem', '--key', 'k.pem']
    expect(parseCommand(args)).toEqual({
      _tag: 'Serve',
      port: 0,
      directory: 'data',
      tls: { certificate: 'c.pem', key: 'k.pem' }
    })
  })

  it.each(['x', '-1', '65536', '1.5', ''])('refuses the port %p', port => {
    expect(parseCommand([`--port=${port}`])).toEqual({
      _tag: 'Mistake',
      message: `--port: expected a number from 0 to 65535, found ${port}`
    })
  })

  it('switches the standard projections off', () => {
    expect(parseCommand(['--start-standard-projections', 'false'])).toEqual({
      _tag: 'Serve',
      port: 2113,
      startStandardProjections: false
    })
    expect(parseCommand(['--start-standard-projections=true'])).toEqual({ _tag: 'Serve', port: 2113 })
    expect(parseCommand(['--start-standard-projections', 'no'])).toEqual({
      _tag: 'Mistake',
      message: '--start-standard-projections: expected true or false, found no'
    })
  })

  it('wants certificate and key together', () => {
    expect(parseCommand(['--key', 'k.pem'])).toMatchObject({ _tag: 'Mistake' })
  })

  it('refuses an option it does not know', () => {
    const command = parseCommand(['--prot', '2113'])
    expect(command).toMatchObject({ _tag: 'Mistake', message: expect.stringContaining('--prot') })
  })
})
