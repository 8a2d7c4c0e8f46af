import { routes, type Work } from '@backscroll/contracts'
import { useDocumentVisibility } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** Follows the work by server-sent events while the tab is seen. @returns whether it does; otherwise the figures have to be asked for. */
export function useProgress(): boolean {
  const client = useQueryClient()
  const isSeen = useDocumentVisibility() !== 'hidden'
  const [isFollowed, setFollowed] = useState(false)
  useEffect(() => {
    if (!isSeen) return
    const events = new EventSource(routes.followProgress.path)
    events.addEventListener('open', () => setFollowed(true))
    events.addEventListener('error', () => setFollowed(false))
    events.addEventListener('work', ({ data }: MessageEvent<string>) => client.setQueryData(['getWork', {}], JSON.parse(data) as Work))
    return () => {
      events.close()
      setFollowed(false)
    }
  }, [client, isSeen])
  return isFollowed
}
