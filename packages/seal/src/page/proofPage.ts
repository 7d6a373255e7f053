/**
 * A proof as a page: one HTML file that verifies itself in its reader's browser and asks for nothing.
 */
import { createHash } from 'node:crypto'
import { pageFormats } from './pageFormats.ts'
import type { PageProof } from './pageProof.ts'
import { pageReader } from './pageReader.ts'
import { pageStyle } from './pageStyle.ts'
import { pageTexts, type PageLanguage, type PageText } from './pageText.ts'
import { pageVerifier } from './pageVerifier.ts'

/** JSON that nothing in it can end a script element early. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

const scriptFor = (redaction: string, languages: ReadonlyArray<PageLanguage>): string => {
  const texts = Object.fromEntries(languages.map(language => [language, pageTexts[language]]))
  const verifier = `(${pageVerifier.toString()})((${pageFormats.toString()})(), ${embedded(redaction)})`
  return `'use strict';\n(${pageReader.toString()})(document, ${verifier}, ${embedded(texts)})`
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const articleOf = (language: PageLanguage, text: PageText): string => `
<article lang="${language}" id="${language}" aria-labelledby="${language}-title">
<h2 id="${language}-title">${text.title}</h2>
<div class="verdict" role="status" id="${language}-verdict" data-verdict="unchecked">${text.unchecked}</div>
<div id="${language}-found"></div>
<section class="own" id="${language}-own" aria-labelledby="${language}-own-title" hidden>
<h3 id="${language}-own-title">${text.ownTitle}</h3>
<p>${text.own}</p>
<label for="${language}-key">${text.keyLabel}</label>
<input type="text" id="${language}-key" autocomplete="off" spellcheck="false">
<label for="${language}-checkpoint">${text.checkpointLabel}</label>
<textarea id="${language}-checkpoint" rows="5" spellcheck="false"></textarea>
<button type="button" id="${language}-check">${text.check}</button>
<label for="${language}-file">${text.fileLabel}</label>
<input type="file" id="${language}-file">
<p role="status" id="${language}-file-answer"></p>
</section>
<div id="${language}-events"></div>
</article>`

/**
 * The page. Its policy allows its own script and style by their hashes, and no request; the proof stands in it as data, and is
 * shown only once it is verified.
 *
 * @param redaction the type of the event under which content may be gone
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export const proofPage = (
  proof: PageProof,
  redaction: string,
  languages: ReadonlyArray<PageLanguage> = ['da', 'en']
): string => {
  const script = scriptFor(redaction, languages)
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(pageStyle)}; base-uri 'none'; form-action 'none'`
  const texts = languages.map(language => ({ language, text: pageTexts[language] }))
  const title = texts.map(({ text }) => text.title).join(' · ')
  const spans = texts.map(({ language, text }) => `<span lang="${language}">${text.short}</span>`).join(' · ')
  const links = texts.map(
    ({ language, text }) =>
      `<a href="#${language}" lang="${language}" hreflang="${language}">${text.name}</a>`
  )
  const nav = languages.length > 1 ? `<nav aria-label="Sprog, language">${links.join('')}</nav>` : ''
  return `<!doctype html>
<html lang="${languages[0] ?? 'da'}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${pageStyle}</style></head>
<body><header><h1>${spans}</h1>${nav}</header><main>${texts.map(({ language, text }) => articleOf(language, text)).join('')}
</main>
<script type="application/json" id="proof">${embedded(proof)}</script>
<script>${script}</script>
</body></html>
`
}

const languagesOfPages: ReadonlyArray<ReadonlyArray<PageLanguage>> = [['da', 'en'], ['da'], ['en']]

/** Whether the page is, to the bit, the one that this version writes of the proof: its script is then the one that is tested. */
export const isProofPage = (html: string, proof: unknown, redaction: string): boolean =>
  proof !== undefined &&
  languagesOfPages.some(languages => proofPage(proof as PageProof, redaction, languages) === html)

/** What a page holds where its proof should be; `undefined` where that is no JSON. */
export const proofInPage = (html: string): unknown => {
  const [, text = ''] = /<script type="application\/json" id="proof">(.*?)<\/script>/s.exec(html) ?? []
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
