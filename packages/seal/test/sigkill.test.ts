import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { copyFolder, instant, linesOf, workshop } from './support.ts'

jest.setTimeout(240_000)

const script = join(__dirname, 'sealKilled.mjs')
const isBuilt = existsSync(join(__dirname, '../dist/esm/index.js'))
if (!isBuilt) console.warn('skipped: the package is not built')

;(isBuilt && process.platform !== 'win32' ? test : test.skip)(
  'a process that the system kills leaves a log that verifies, and that the next run continues (skipped where nothing is built)',
  async () => {
    const shop = workshop()
    const untouched = join(shop.path, 'untouched')
    const lines = linesOf(310, 40)
    shop.write(lines.slice(0, 250))
    await shop.seal(instant(500))
    copyFolder(shop.log, untouched)
    const since = [join(untouched, 'checkpoint')]
    let killed = 0
    for (let stop = 1; stop < 60; stop += 3) {
      copyFolder(untouched, shop.log)
      shop.write(lines.slice(0, 300))
      const args = [script, shop.log, shop.events, shop.keyPath, instant(501), String(stop)]
      const { status, signal } = spawnSync(process.execPath, args, { timeout: 60_000 })
      if (signal === null) {
        expect({ stop, status }).toEqual({ stop, status: 0 })
        break
      }
      killed++
      expect(signal).toBe('SIGKILL')
      expect(await shop.verify({ since })).toMatchObject({ ok: true, problems: [] })
      shop.write(lines)
      expect(await shop.seal(instant(502))).toMatchObject({ kind: 'seal' })
      expect(await shop.verify({ since })).toMatchObject({ ok: true, problems: [], intact: 310 })
    }
    expect(killed).toBeGreaterThan(5)
    shop.remove()
  }
)
