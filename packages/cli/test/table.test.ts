import { localTime } from '../src/text/table.ts'

const local = localTime('Europe/Copenhagen')

test('the time of day that clocks show, to the minute', () => {
  expect(local('2026-02-28T23:00:00.000Z')).toBe('2026-03-01 00:00')
  expect(local('2026-06-30T22:00:59.999Z')).toBe('2026-07-01 00:00')
})

test('a time that clocks show twice in the night on which they go back has its offset, and no other', () => {
  const night = [
    '2025-10-25T23:59:00.000Z',
    '2025-10-26T00:30:00.000Z',
    '2025-10-26T01:30:00.000Z',
    '2025-10-26T02:00:00.000Z'
  ]
  expect(night.map(local)).toEqual([
    '2025-10-26 01:59',
    '2025-10-26 02:30 UTC+2',
    '2025-10-26 02:30 UTC+1',
    '2025-10-26 03:00'
  ])
})

test('clocks that go back by half an hour', () => {
  const lordHowe = localTime('Australia/Lord_Howe')
  expect(['2025-04-05T14:45:00.000Z', '2025-04-05T15:15:00.000Z'].map(lordHowe)).toEqual([
    '2025-04-06 01:45 UTC+11',
    '2025-04-06 01:45 UTC+10:30'
  ])
})
