// Where a file of the project is found on the site.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { packages } from '../../scripts/workspace.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What is published, by the last part of its name. */
export const publicPackages = packages
  .filter(each => each.private !== true)
  .map(({ name, folder, description }) => ({ name, short: folder.split('/')[1], folder, description }))
  .sort((a, b) => (a.short < b.short ? -1 : 1))

const core = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'))
const repository = core.repository.url.replace(/^git\+|\.git$/g, '')

/** The page of a file, or the file in the repository where the site has none. */
const placeOf = path => {
  const [, page] = /^docs\/(.*\.md)$/.exec(path) ?? []
  if (page !== undefined) return `/${page}`
  const [, short] = /^packages\/([^/]+)(?:\/README\.md)?$/.exec(path) ?? []
  if (publicPackages.some(each => each.short === short)) return `/packages/${short}.md`
  if (path === 'README.md') return '/index.md'
  const isFolder = existsSync(join(root, path)) && statSync(join(root, path)).isDirectory()
  return `${repository}/${isFolder ? 'tree' : 'blob'}/main/${path}`
}

/** The folder whose files a page names, by the page's path on the site. */
const folderOf = page => {
  const [, short] = /^packages\/(.*)\.md$/.exec(page) ?? []
  return short === undefined ? dirname(`docs/${page}`) : `packages/${short}`
}

/** Where a link of a page leads on the site: to a page of it, or away. */
export const linkOnSite = (page, href) => {
  if (href.startsWith('#') || page.startsWith('api/')) return href
  const blob = `${repository}/blob/main/`
  const isOwn = href.startsWith(blob)
  if (!isOwn && (/^[a-z]+:/.test(href) || href.startsWith('/'))) return href
  const [path, anchor] = (isOwn ? href.slice(blob.length) : join(folderOf(page), href)).split('#')
  const place = placeOf(normalize(path).replace(/\/$/, ''))
  return anchor === undefined ? place : `${place}#${anchor}`
}
