import { iso } from '../access/iso.ts'
import { numberIn } from './number-in.ts'

/** What was searched, as it is stored with an answer; null where nothing was. */
export function coverageText(coverage: unknown): string | null {
  const [channels, reading] = [numberIn(coverage, 'channels'), numberIn(coverage, 'reading')]
  if (channels === null) return null
  const { since } = coverage as { since?: unknown }
  const back = typeof since === 'string' ? `, back to ${iso(Number(since) * 1_000).slice(0, 10)}` : ''
  return `${channels} ${channels === 1 ? 'channel' : 'channels'} searched${back}${reading ? `; ${reading} still being read` : ''}.`
}
