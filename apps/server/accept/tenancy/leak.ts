import type { CallerKind } from './callers.ts'
import type { Company } from './companies.ts'
import type { Reply } from './send.ts'

/** What a reply tells that its reader must not learn: anything of the other company, and what is said in a channel that the reader is not in. */
export function leakIn({ text }: Reply, { home, abroad, kind }: { home: Company; abroad: Company; kind: CallerKind }): string | null {
  const isOutside = kind.via === 'nothing' || kind.via === 'nonsense'
  const foreign = [...abroad.canaries, ...abroad.secrets, ...(isOutside ? home.canaries : [])]
  const hidden = kind.post === 'member' && !isOutside ? [] : home.secrets
  return [...foreign, ...hidden].find((canary) => text.includes(canary)) ?? null
}
