import { run } from '../src/run.ts'
import { fixtures } from './area.ts'

const running = async (...args: string[]): Promise<readonly [number, string[]]> => {
  const printed: string[] = []
  const code = await run(args, { print: line => printed.push(line), fixtures })
  return [code, printed]
}

describe('the command', () => {
  it('plays the recordings against a server of its own', async () => {
    const [code, printed] = await running('--only', 'create the same group twice')
    expect([code, printed.at(-1)]).toEqual([
      0,
      expect.stringMatching(/^1 scenarios, 1 as recorded, 0 different/)
    ])
  })

  it('tells each step when asked to', async () => {
    const [, printed] = await running('--verbose', '--only', 'create the same group twice')
    expect(printed[0]).toBe('persistent: create the same group twice')
    expect(printed[1]).toMatch(/^ {2}\{"do":.* -> \{/)
  })

  it('says why it cannot play', async () => {
    expect(await running('nowhere.json')).toEqual([1, [expect.stringContaining('nowhere.json')]])
  })

  it('answers a mistake with the usage', async () => {
    expect(await running('--urll', 'x')).toEqual([2, [expect.stringContaining('npm run check')]])
  })
})
