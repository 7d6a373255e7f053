/** The 601 vCons of other people's in shared/data: each is imported, or says why not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { countNotes, type ImportOptions, noteKinds } from '@samtykke/vcon'
import { historyOf, imported, view } from './support/importing.ts'
import { callToVcon } from '@samtykke/vcon'

const shared = process.env['SAMTYKKE_SHARED'] ?? resolve(__dirname, '../../../../shared')
const folder = resolve(shared, 'data/vcon')
const isThere = existsSync(folder)
if (!isThere) console.warn(`skipped: no vCons of other people's at ${folder}`)

const texts = isThere
  ? readdirSync(folder, { recursive: true })
      .map(String)
      .filter(name => name.endsWith('.vcon.json'))
      .sort()
      .map(name => readFileSync(join(folder, name), 'utf8'))
  : []

interface Foreign {
  readonly parties: ReadonlyArray<Record<string, string>>
  readonly dialog: ReadonlyArray<{ readonly body?: string; readonly url?: string; readonly start: string }>
  readonly analysis: ReadonlyArray<{ readonly body: string | { readonly transcript: string } }>
  readonly uuid: string
}
const foreign = (text: string): Foreign => JSON.parse(text) as Foreign

const whenThere = isThere ? describe : describe.skip

/** Nothing said but a key, which adds references; and what a company would say. */
const nothing: Partial<ImportOptions> = { subjectKey: Buffer.alloc(32, 1) }
const stated: Partial<ImportOptions> = {
  ...nothing,
  processor: 'recorder',
  region: 'DK',
  line: 'customer-service',
  customerType: 'private',
  timeZone: 'UTC'
}

whenThere(`the vCons of other people's${isThere ? '' : ' (skipped: shared/data is not there)'}`, () => {
  const total = (options: Partial<ImportOptions>) => {
    const results = texts.map(text => imported(text, options))
    const refused = results.flatMap(({ notes }) => notes).filter(({ code }) => noteKinds[code] === 'refused')
    const events = results.flatMap(each => each.events)
    return {
      files: results.length,
      whole: results.filter(({ notes }) => notes.every(({ code }) => noteKinds[code] !== 'refused')).length,
      recordings: events.filter(({ type }) => type === 'recording-stored').length,
      analyses: events.filter(({ type }) => type === 'analysis-produced').length,
      refused: countNotes(refused)
    }
  }

  it('are imported whole but for one time without an offset, which a time zone settles', () => {
    expect(total(nothing)).toEqual({
      files: 601,
      whole: 600,
      recordings: 2774,
      analyses: 1011,
      refused: [{ code: 'no-offset', member: 'dialog[].start', count: 1 }]
    })
    expect(total(stated)).toEqual({ files: 601, whole: 601, recordings: 2775, analyses: 1011, refused: [] })
  })

  it('have a recording for each dialog with content, and an analysis for each analysis, at their times', () => {
    for (const text of texts) {
      const vcon = foreign(text)
      const { events, callId } = imported(text, stated)
      expect(callId).toBe(vcon.uuid)
      const kept = vcon.dialog.flatMap((each, index) =>
        each.body === undefined && each.url === undefined
          ? []
          : [
              `dialog-${index} ${new Date(/[+-]\d\d:\d\d$/.test(each.start) ? each.start : `${each.start}Z`).toISOString()}`
            ]
      )
      expect(
        events
          .flatMap(each =>
            each.type === 'recording-stored' ? [`${each.recordingId} ${each.startedAt}`] : []
          )
          .sort()
      ).toEqual(kept.sort())
      expect(events.filter(({ type }) => type === 'analysis-produced')).toHaveLength(vcon.analysis.length)
    }
  })

  it('leave no name, number, address or text of a person in what comes of them', () => {
    for (const text of texts) {
      const vcon = foreign(text)
      const said = JSON.stringify(imported(text, stated))
      const persons = vcon.parties.flatMap(({ tel, mailto, name, id }) => [tel, mailto, name, id])
      const contents = [
        ...vcon.dialog.flatMap(({ body, url }) => [body, url]),
        ...vcon.analysis.map(({ body }) => (typeof body === 'string' ? body : body.transcript))
      ]
      // The beginning of a text will do, as JSON has it.
      const canaries = [...persons, ...contents].flatMap(each =>
        each === undefined || each === '' ? [] : [JSON.stringify(each.slice(0, 40)).slice(1, -1)]
      )
      expect(canaries.length).toBeGreaterThan(3)
      expect(canaries.filter(each => said.includes(each))).toEqual([])
    }
  })

  it('come back from a vCon of ours as they went in', () => {
    for (const text of texts.filter((_, index) => index % 3 === 0)) {
      const first = imported(text, stated)
      const { vcon, notCarried } = callToVcon(view)(historyOf(first))
      expect(imported(vcon).events).toEqual(first.events)
      expect(notCarried).toEqual({})
    }
  })
})
