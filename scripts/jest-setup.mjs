// Before tests that start programs: they are to run what the sources say now.
import { buildWhereStale } from './build.mjs'

export default () => {
  buildWhereStale()
}
