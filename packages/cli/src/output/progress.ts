/**
 * A progress bar on standard error, where that is a terminal.
 */
const width = 30
const eraseLine = '\r\u001b[K'

/** How far the work is, from 0 to 1. */
export type OnProgress = (share: number) => void

export interface Progress {
  readonly show: OnProgress
  readonly clear: () => void
}

const bar = (share: number): string => {
  const full = Math.round(share * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.floor(share * 100)).padStart(3)} %`
}

export const progress = (): Progress => {
  const { stderr } = process
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined }
  let shown = ''
  return {
    show: share => {
      const now = bar(Math.min(1, share))
      if (now !== shown) stderr.write(`${eraseLine}${now}`)
      shown = now
    },
    clear: () => {
      if (shown !== '') stderr.write(eraseLine)
    }
  }
}
