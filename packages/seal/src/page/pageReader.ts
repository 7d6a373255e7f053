/**
 * Shows what the verifier of a proof as a page finds.
 */
import type { PageProblem, PageProof, PageVerdict, ProvenOnPage, ReadersOwn } from './pageProof.ts'
import type { PageText } from './pageText.ts'

/** What is used of a browser's document: this package is compiled for Node, which has none. */
interface Shown {
  textContent: string | null
  readonly value?: string
  readonly files?: ArrayLike<{ readonly arrayBuffer: () => Promise<ArrayBuffer> }> | null
  readonly setAttribute: (name: string, value: string) => void
  readonly removeAttribute: (name: string) => void
  readonly replaceChildren: (...children: ReadonlyArray<Shown | string>) => void
  readonly addEventListener: (type: string, listener: () => void) => void
}
interface ShownDocument {
  readonly getElementById: (id: string) => Shown | null
  readonly createElement: (name: string) => Shown
}

type Verify = (page: unknown, own?: ReadersOwn) => Promise<PageVerdict>

/**
 * Verifies the page and writes the answer into it, for each language, and again where the reader gives something. It stands
 * alone: its text is what the page runs. What is shown comes from what was verified, as text, never as markup.
 */
export const pageReader = (
  document: ShownDocument,
  verify: Verify,
  texts: Readonly<Record<string, PageText>>
): Promise<void> => {
  const element = (
    name: string,
    given: Readonly<Record<string, string>>,
    ...children: ReadonlyArray<Shown | string>
  ) => {
    const made = document.createElement(name)
    for (const [attribute, value] of Object.entries(given)) made.setAttribute(attribute, value)
    made.replaceChildren(...children)
    return made
  }
  const at = (id: string): Shown => document.getElementById(id) ?? element('div', {})
  const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  const list = (items: ReadonlyArray<string>): Shown =>
    element('ul', {}, ...items.map(item => element('li', {}, item)))

  const textOf = (base64: string, binary: string): string => {
    try {
      const bytes = Uint8Array.from(atob(base64), each => each.charCodeAt(0))
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      // Marks that change the direction of what follows, and control characters, are shown by their code.
      return text.replace(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
        each => `U+${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
      )
    } catch {
      return `${binary} ${base64}`
    }
  }
  const plain = (text: string): string =>
    textOf(btoa(String.fromCharCode(...new TextEncoder().encode(text))), '')

  const eventShown = (event: ProvenOnPage, proof: string, { facts, ...text }: PageText): Shown => {
    const { data, metadata, salt } = event
    const fact = (name: keyof typeof facts, value: string | Shown): ReadonlyArray<Shown> => [
      element('dt', {}, facts[name]),
      element('dd', {}, value)
    ]
    const code = (content: string): Shown => element('code', {}, content)
    return element(
      'section',
      { class: 'event' },
      element('h4', {}, filled(text.event, { revision: event.revision })),
      element(
        'dl',
        {},
        ...fact('type', plain(event.type)),
        ...fact('created', plain(event.created)),
        ...fact('id', code(plain(event.id))),
        ...fact('index', String(event.index)),
        ...fact('leaf', code(event.leaf)),
        ...fact('digest', code(plain(event.digest))),
        ...(salt === undefined ? [] : fact('salt', code(salt))),
        ...fact('data', data === undefined ? text.gone : element('pre', {}, textOf(data, text.binary))),
        ...(metadata === undefined ? [] : fact('metadata', element('pre', {}, textOf(metadata, text.binary))))
      ),
      element('details', {}, element('summary', {}, facts.proof), element('pre', {}, proof))
    )
  }

  const missingOf = (events: ReadonlyArray<ProvenOnPage>): ReadonlyArray<string> => {
    const there = new Set(events.map(({ revision }) => Number(revision)))
    const missing: string[] = []
    for (let next = 0; next < Math.max(...there) && missing.length < 100; next++)
      if (!there.has(next)) missing.push(String(next))
    return missing
  }

  const showNo = (language: string, { problems }: PageVerdict, text: PageText): void => {
    const said = problems.map(({ code, event }: { code: PageProblem; event?: number }) =>
      event === undefined
        ? text.problems[code]
        : `${filled(text.ofEvent, { n: event + 1 })}: ${text.problems[code]}`
    )
    at(`${language}-verdict`).replaceChildren(element('strong', {}, text.no), list(said))
  }

  interface Proven {
    readonly page: PageProof
    readonly verdict: PageVerdict
    readonly own: ReadersOwn
  }
  const showYes = (language: string, { page, verdict, own }: Proven, text: PageText): void => {
    const { events, origin = '', size = 0, root = '', keys, otherSignatures, kept } = verdict
    const intact = events.filter(({ data }) => data !== undefined).length
    const erased = events.length - intact
    const missing = missingOf(events)
    const values = {
      n: events.length,
      origin: plain(origin),
      size,
      root,
      keys: keys.map(plain).join(', '),
      intact,
      erased
    }
    at(`${language}-verdict`).replaceChildren(element('strong', {}, filled(text.yes, values)))
    at(`${language}-found`).replaceChildren(
      element('h3', {}, text.provenTitle),
      list([
        ...text.proven.map(each => filled(each, values)),
        ...(erased > 0 ? [filled(text.erased, values)] : []),
        ...(kept === undefined ? [] : [text.kept[kept]])
      ]),
      element('h3', {}, text.notProvenTitle),
      list([
        own.key === undefined ? text.pagesKey : text.ownKey,
        ...text.notProven,
        ...(missing.length > 0 ? [filled(text.missing, { missing: missing.join(', ') })] : []),
        ...(otherSignatures > 0 ? [filled(text.others, { n: otherSignatures })] : [])
      ])
    )
    at(`${language}-events`).replaceChildren(
      element('h3', {}, filled(text.eventsTitle, { call: plain(page.call) })),
      ...events.map((event, n) => eventShown(event, page.events[n]?.proof ?? '', text))
    )
  }

  const pageIn = (text: string): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      return undefined
    }
  }
  const page = pageIn(at('proof').textContent ?? '')
  const ownIn = (language: string): ReadersOwn => {
    const [key = '', checkpoint = ''] = ['key', 'checkpoint'].map(
      name => at(`${language}-${name}`).value ?? ''
    )
    return {
      ...(key.trim() !== '' && { key: key.trim() }),
      ...(checkpoint.trim() !== '' && { checkpoint: `${checkpoint.replace(/\r\n/g, '\n').trim()}\n` })
    }
  }

  /** Each check that is asked for is a run; what an earlier one found late is not shown. */
  const runs: Record<string, number> = {}
  const run = async (language: string, text: PageText): Promise<void> => {
    const number = (runs[language] = (runs[language] ?? 0) + 1)
    at(`${language}-verdict`).setAttribute('data-verdict', 'checking')
    at(`${language}-verdict`).replaceChildren(text.checking)
    for (const part of ['found', 'events', 'file-answer']) at(`${language}-${part}`).replaceChildren()
    const own = ownIn(language)
    const verdict = await verify(page, own)
    if (number !== runs[language]) return
    const isProven = verdict.problems.length === 0
    if (isProven) showYes(language, { page: page as PageProof, verdict, own }, text)
    else showNo(language, verdict, text)
    at(`${language}-verdict`).setAttribute('data-verdict', isProven ? 'yes' : 'no')
  }

  const compareFile = async (language: string, text: PageText): Promise<void> => {
    const file = at(`${language}-file`).files?.[0]
    if (file === undefined) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { problems, events } = await verify(page, ownIn(language))
    const same =
      problems.length > 0 ? [] : events.filter(({ data }) => data !== undefined && isSame(data, bytes))
    const said = same.map(({ revision }) => filled(text.fileIs, { revision }))
    at(`${language}-file-answer`).replaceChildren(said.length > 0 ? said.join(' ') : text.fileIsNone)
  }
  const isSame = (base64: string, bytes: Uint8Array): boolean => {
    const decoded = atob(base64)
    return decoded.length === bytes.length && bytes.every((byte, n) => byte === decoded.charCodeAt(n))
  }

  return Promise.all(
    Object.entries(texts).map(([language, text]) => {
      at(`${language}-own`).removeAttribute('hidden')
      at(`${language}-check`).addEventListener('click', () => void run(language, text))
      at(`${language}-file`).addEventListener('change', () => void compareFile(language, text))
      return run(language, text)
    })
  ).then(() => undefined)
}
