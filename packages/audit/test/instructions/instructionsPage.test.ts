import { instructionsFor, instructionsHtml, sourceOf } from '@samtykke/audit'
import { callState, compilePolicy, noticePolicy } from '@samtykke/core'
import { hostile, seeds } from '../histories.ts'

const stating = {
  ...noticePolicy,
  dataProtectionOfficer: { name: 'Officer <b>', email: 'dpo@example.com' },
  processors: [{ id: 'recorder', name: 'Recorder & Co', agreement: 'DPA-7' }]
}

test('the page names who instructs whom, under which agreement, and the answer; in Danish and in English', () => {
  const view = { ...hostile(1).view, rules: compilePolicy(stating, () => undefined) }
  const list = instructionsFor(view, 'recorder', sourceOf([]))([])
  expect(list).toMatchObject({ agreement: 'DPA-7', processorName: 'Recorder & Co', missing: [] })
  const [danish, english] = (['da', 'en'] as const).map(each => instructionsHtml(view, list, each))
  for (const page of [danish, english]) {
    for (const each of [
      'Officer &lt;b&gt;, dpo@example.com',
      'Recorder &amp; Co',
      'DPA-7',
      'backups_expire_on'
    ])
      expect(page).toContain(each)
    expect(page).not.toMatch(/<script|<link|src=|https?:\/\/|IKKE ANGIVET|NOT STATED/)
  }
  expect(danish).toContain('Databehandleraftale')
  expect(english).toContain('Data processing agreement')
})

test('every instruction and everything to keep stands on the page, and nothing of persons or reasons', () => {
  let told = 0
  for (const seed of seeds(60)) {
    const { view, calls } = hostile(seed + 30_000)
    const states = calls.map(callState(view))
    const processor = states.flatMap(call => call.recordings.map(({ event }) => event.processor))[0] ?? ''
    const list = instructionsFor(view, processor, sourceOf([]))(states)
    const page = instructionsHtml(view, list, 'en')
    for (const { instructionId } of list.erase) expect(page).toContain(instructionId)
    expect(page.split('Action</th>').length - 1).toBe(list.erase.length > 0 ? 1 : 0)
    for (const call of states)
      for (const { subjectRef } of call.facts.events)
        if (subjectRef !== undefined && subjectRef !== processor)
          expect(page).not.toContain(`>${subjectRef}<`)
    told += list.erase.length + list.keep.length
  }
  expect(told).toBeGreaterThan(5)
})
