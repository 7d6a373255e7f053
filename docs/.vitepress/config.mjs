import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { anchorOf } from '../../scripts/anchors.mjs'
import { entryPoints } from '../../scripts/workspace.mjs'
import { linkOnSite, publicPackages } from './places.mjs'

const isThere = page => existsSync(fileURLToPath(new URL(`../${page}.md`, import.meta.url)))

/** A group of the sidebar; a page that is not written is left out. */
const group = (text, pages, more = {}) => ({
  text,
  ...more,
  items: pages.filter(([, page]) => isThere(page)).map(([name, page]) => ({ text: name, link: `/${page}` }))
})

const guide = [
  group('Begin', [
    ['Ten minutes', 'start'],
    ['Concepts', 'concepts'],
    ['Without knowing fp-ts', 'fp-ts'],
    ['Questions and answers', 'faq']
  ]),
  group('Rules', [
    ['The notice', 'notice'],
    ['Legal bases', 'legal-basis'],
    ['Events', 'events'],
    ['Writing a policy', 'policy'],
    ['Policies of any company', 'policies'],
    ['The contract', 'contract']
  ]),
  group('Running it', [
    ['EventStoreDB and KurrentDB', 'eventstoredb'],
    ['Retention', 'retention'],
    ['The vault', 'vault'],
    ['Security and threats', 'security'],
    ['Performance', 'performance'],
    ['Migration and versions', 'migration']
  ]),
  group('Evidence', [
    ['Audit', 'audit'],
    ['Sealing', 'sealing'],
    ['vCons', 'vcon'],
    ['Questions in SPARQL', 'sparql'],
    ['Databeskyttelsesrådgiveren (dansk)', 'da/databeskyttelsesraadgiver']
  ]),
  group('Building', [
    ['Testing', 'testing'],
    ['Architecture', 'architecture']
  ]),
  {
    text: 'Packages',
    items: publicPackages.map(({ short, name }) => ({ text: name, link: `/packages/${short}` }))
  }
]

const apiPage = name => `/api/${name.replace('@samtykke/', '')}`
const api = {
  text: 'API',
  link: '/api/',
  collapsed: true,
  items: publicPackages
    .filter(({ name }) => entryPoints.some(each => each.name === name))
    .map(({ name }) => {
      const paths = entryPoints.filter(each => each.name.startsWith(`${name}/`))
      return {
        text: name,
        link: apiPage(name),
        ...(paths.length > 0 && {
          collapsed: true,
          items: paths.map(each => ({ text: each.name.slice(name.length), link: apiPage(each.name) }))
        })
      }
    })
}

const danish = {
  label: 'Dansk',
  lang: 'da',
  link: '/da/databeskyttelsesraadgiver',
  themeConfig: {
    outline: { label: 'På denne side', level: [2, 3] },
    docFooter: { prev: 'Forrige side', next: 'Næste side' },
    darkModeSwitchLabel: 'Udseende',
    lightModeSwitchTitle: 'Skift til lyst',
    darkModeSwitchTitle: 'Skift til mørkt',
    sidebarMenuLabel: 'Sider',
    returnToTopLabel: 'Til toppen',
    langMenuLabel: 'Sprog',
    skipToContentLabel: 'Gå til indholdet'
  }
}

const danishSearch = {
  button: { buttonText: 'Søg', buttonAriaLabel: 'Søg' },
  modal: {
    displayDetails: 'Vis mere af hver side',
    resetButtonTitle: 'Ryd søgningen',
    backButtonTitle: 'Luk søgningen',
    noResultsText: 'Intet fundet for',
    footer: { selectText: 'vælg', navigateText: 'op og ned', closeText: 'luk' }
  }
}

export default defineConfig({
  title: 'samtykke',
  description: 'Consent, retention and audit for recorded calls, event sourced',
  lang: 'en',
  locales: { root: { label: 'English' }, da: danish },
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  metaChunk: true,
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: markdown => {
      markdown.core.ruler.push('links-on-site', ({ tokens, env }) => {
        for (const token of tokens.flatMap(each => each.children ?? [])) {
          const href = token.type === 'link_open' ? token.attrGet('href') : null
          if (href !== null) token.attrSet('href', linkOnSite(env.relativePath, href))
        }
      })
    }
  },
  // Its one table has four columns and no headings to list beside it.
  transformPageData: page =>
    page.relativePath === 'notice.md' ? { frontmatter: { ...page.frontmatter, aside: false } } : undefined,
  vite: { build: { chunkSizeWarningLimit: 4_000 } },
  themeConfig: {
    i18nRouting: false,
    nav: [
      { text: 'Ten minutes', link: '/start' },
      { text: 'API', link: '/api/' }
    ],
    outline: { level: [2, 3] },
    sidebar: [...guide, api],
    search: {
      provider: 'local',
      options: {
        translations: { button: { buttonText: 'Search', buttonAriaLabel: 'Search' } },
        locales: { da: { translations: danishSearch } }
      }
    }
  }
})
