// How the demo speaks.

export const say = text => console.log(text)

export const chapter = title => console.log(`\n${title}\n${'═'.repeat(title.length)}`)

/** How often each text occurs, most often first. */
export const tally = texts => {
  const counts = new Map()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const lines = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  for (const [text, count] of lines) console.log(`${String(count).padStart(7)}  ${text}`)
}
