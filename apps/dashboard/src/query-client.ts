import { ApiError } from '@backscroll/contracts'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { signIn } from './shell/sign-in.ts'

/** Whoever is not signed in any more goes to sign in, whatever was asked for. */
const onError = (error: unknown): void => {
  if (error instanceof ApiError && error.status === 401) signIn()
}

/** A refusal does not become another one by repeating. */
const isWorthRepeating = (failures: number, error: unknown): boolean => failures < 2 && !(error instanceof ApiError && error.status < 500)

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { retry: isWorthRepeating, staleTime: 10_000 }, mutations: { retry: false } },
})
