import { rightsUnder } from '../../src/basis/rights.ts'

test.each([
  [[], ['19']],
  [['6(1)(a)'], ['7(3)', '13', '14', '15', '16', '17', '18', '19', '20', '22', '77']],
  [
    ['6(1)(f)', '6(1)(a)'],
    ['7(3)', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '77']
  ]
] as const)('rights under %j: each once, in the order of the articles', (bases, rights) => {
  expect(rightsUnder(bases)).toEqual(rights)
})
