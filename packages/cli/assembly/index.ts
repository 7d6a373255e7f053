export { hashOf } from './bytes'
export { countRecords, emit, group, isCut, layoutEnd } from './calls'
export { formsEnd, learn } from './forms'
export { forms, layOut } from './layout'
export { addName } from './names'
export {
  anyHappened,
  anyKnown,
  emptyRegion,
  events,
  fullPart,
  keep,
  keepOnly,
  lineEnd,
  lines,
  lineStart,
  lookFrom,
  partOf,
  regionEnd,
  regionOf,
  scan,
  writeText
} from './records'
export { setUtf8 } from './values'
