import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from './error-state.tsx'

interface LoadedProps<Data> {
  query: UseQueryResult<Data>
  /** Of the shape of what will stand here. */
  skeleton: ReactNode
  children: (data: Data) => ReactNode
}

/** What a query gives: its shape while it loads, the reason when it fails, then the data. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return <div className={query.isPlaceholderData ? 'stale' : undefined}>{children(query.data)}</div>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div role="status" aria-label="Loading">
      {skeleton}
    </div>
  )
}
