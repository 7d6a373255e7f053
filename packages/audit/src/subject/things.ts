/**
 * What a recording or an analysis is called where its call is spoken of: of several, each by when it began.
 */
import type { Told } from './told.ts'

export const thingIn = (
  { phrases: { text, moment, call } }: Told,
  target: 'recording' | 'analysis',
  id: string
): string => {
  const all = target === 'recording' ? call.recordings : call.analyses
  const name =
    target === 'recording'
      ? text('optagelsen', 'the recording')
      : text('stemmeanalysen', 'the voice analysis')
  const start = [...all].find(({ targetId }) => targetId === id)?.start
  return all.length < 2 || start === undefined
    ? name
    : `${name} ${text(`fra den ${moment(start)}`, `of ${moment(start)}`)}`
}
