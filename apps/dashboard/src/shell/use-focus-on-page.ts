import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Takes the focus to the content when another page has come, so that keyboards and screen readers go on there and not in the menu. */
export function useFocusOnPage(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onResolved', ({ fromLocation, pathChanged }) => {
        if (fromLocation !== undefined && pathChanged) document.getElementById('content')?.focus({ preventScroll: true })
      }),
    [router],
  )
}
