/**
 * Terms and what they mean, in two columns, the second broken where a line is full.
 */

const lineWidth = 110

/** Breaks a text at blanks, lines that it has of itself kept. */
export const wrapped = (text: string, width = lineWidth): ReadonlyArray<string> =>
  text.split('\n').flatMap(paragraph => {
    const lines: Array<string> = []
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + word.length >= width) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    return [...lines, line]
  })

/** One term after another. A term too long for its column moves only what stands beside it. */
export const definitions = (
  terms: ReadonlyArray<readonly [term: string, meaning: string]>,
  termWidth: number
): string => {
  const indent = ' '.repeat(termWidth + 3)
  return terms
    .map(([term, meaning]) => {
      const lines = wrapped(meaning, lineWidth - indent.length)
      return `  ${term.padEnd(termWidth)} ${lines.join(`\n${indent}`)}`
    })
    .join('\n')
}
