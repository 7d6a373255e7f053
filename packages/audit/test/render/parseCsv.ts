// A small reader of RFC 4180 with every field quoted, written for the tests.
export const parse = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length;) {
    expect(text[at]).toBe('"')
    let field = ''
    for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
      field += text[at]
      if (text[at] === '"') at += 1
    }
    row.push(field)
    at += 1
    if (text[at] === ',') at += 1
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n')
      rows.push(row)
      row = []
      at += 2
    }
  }
  return rows
}
