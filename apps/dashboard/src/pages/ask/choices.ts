import { useRead } from '../../api.ts'
import type { Choosable } from '../../components/choose-many.tsx'

interface Choice {
  found: readonly Choosable[]
  isLoading: boolean
}

/** Channels that one may read, by part of a name, with the chosen ones. */
export function useChannelChoice(typed: string | null, chosen: readonly string[]): Choice {
  const named = useRead('findReadable', { query: { ids: chosen.join(',') } }, { enabled: chosen.length > 0 })
  const fitting = useRead('findReadable', { query: typed ? { name: typed } : {} }, { enabled: typed !== null })
  const all = [...(chosen.length > 0 ? (named.data?.data ?? []) : []), ...(fitting.data?.data ?? [])]
  return { found: all.map(({ channelId, name }) => ({ id: channelId, name: `#${name}` })), isLoading: fitting.isFetching }
}

/** People whom one may know of, by the beginning of a name, with the chosen ones. */
export function useAuthorChoice(typed: string | null, chosen: readonly string[]): Choice {
  const named = useRead('findAuthors', { query: { ids: chosen.join(',') } }, { enabled: chosen.length > 0 })
  const fitting = useRead('findAuthors', { query: typed ? { name: typed } : {} }, { enabled: typed !== null })
  const all = [...(chosen.length > 0 ? (named.data?.data ?? []) : []), ...(fitting.data?.data ?? [])]
  return { found: all.map(({ userId, name }) => ({ id: userId, name })), isLoading: fitting.isFetching }
}
