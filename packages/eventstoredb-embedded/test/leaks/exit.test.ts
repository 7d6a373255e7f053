import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const script = join(__dirname, '../support/useAndLeave.mjs')

describe('a process that used a server', () => {
  it.each([[], ['--client-first'], ['--kill'], ['--hang'], ['--kill', '--client-first']].map(each => [each]))(
    'ends by itself %p',
    async args => {
      const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
      let printed = ''
      child.stdout.on('data', chunk => (printed += String(chunk)))
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 30_000)
      const [code] = (await once(child, 'exit')) as [number | null]
      clearTimeout(tooLong)
      expect({ code, printed }).toEqual({ code: 0, printed: 'stopped\n' })
    },
    40_000
  )
})
