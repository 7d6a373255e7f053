// The packages' own READMEs, as pages of the site.
import { readFileSync } from 'node:fs'
import { publicPackages } from '../.vitepress/places.mjs'

const readme = ({ folder }) => new URL(`../../${folder}/README.md`, import.meta.url)

export default {
  paths: () =>
    publicPackages.map(each => ({
      params: { name: each.short },
      content: readFileSync(readme(each), 'utf8')
    }))
}
