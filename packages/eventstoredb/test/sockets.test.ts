import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const built = resolve(__dirname, '../dist/esm/sockets.js')

/** In a process of its own: what makes promises dear is in use for all of a process, whichever code of it asked. */
const program = `
  import { executionAsyncId } from 'node:async_hooks'
  import { mock } from 'node:test'
  import { createSockets, outside } from ${JSON.stringify(built)}
  mock.timers.enable({ apis: ['setTimeout'] })
  const followed = async () => {
    await undefined
    const first = executionAsyncId()
    await undefined
    return first !== executionAsyncId()
  }
  const seen = []
  const see = async () => { seen.push(await followed()) }
  await see()
  const one = createSockets(true)
  const other = createSockets(true)
  one.within(() => undefined)
  await see()
  one.close()
  one.close()
  mock.timers.tick(5_000)
  await see()
  other.close()
  await see()
  mock.timers.tick(5_000)
  outside(() => undefined)
  await see()
  createSockets(true).within(() => undefined)
  await see()
  console.log(JSON.stringify(seen))
`

test('promises are followed only while there is a connection: before and after, they cost what they cost without', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8'
  })
  expect(stderr.replace(/.*ExperimentalWarning.*\n.*\n/, '')).toBe('')
  expect(JSON.parse(stdout)).toEqual([false, true, true, true, false, true])
})
