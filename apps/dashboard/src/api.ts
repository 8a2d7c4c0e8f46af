import { apiClient, type Given, type Input, type RouteName, type Session } from '@backscroll/contracts'
import { keepPreviousData, type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { showFailure } from './components/show-failure.tsx'
import { queryClient } from './query-client.ts'

const csrf = (): Record<string, string> => {
  const session = queryClient.getQueryData<Session>(['getSession', {}])
  return session ? { 'x-csrf-token': session.csrfToken } : {}
}

/** Calls a route of the API by its name, with the session of this browser. @throws ApiError */
export const call = apiClient('', (input, init) => fetch(input, init), csrf)

interface Reading<Data> {
  /** False: not yet. */
  enabled?: boolean
  /** Asks again after so many milliseconds, while the tab is seen. */
  everyMs?: number | false | ((data: Data | undefined) => number | false)
  /** How long an answer is kept for the next who asks. 0: what was true a moment ago is not good enough. */
  keptMs?: number
}

/** Reads a route. While filters change, what was there stays until the new page has come. */
export const useRead = <Name extends RouteName>(
  name: Name,
  input: Input<Name>,
  { enabled, everyMs, keptMs }: Reading<Given<Name>> = {},
): UseQueryResult<Given<Name>> =>
  useQuery<Given<Name>>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, { ...input, signal }),
    placeholderData: keepPreviousData,
    ...(enabled === undefined ? {} : { enabled }),
    ...(keptMs === undefined ? {} : { gcTime: keptMs }),
    ...(everyMs === undefined ? {} : { refetchInterval: typeof everyMs === 'function' ? ({ state }) => everyMs(state.data) : everyMs }),
  })

interface Changing {
  /** Routes whose data is another one afterwards. */
  touches: RouteName[]
  /** Begins the message of a failure: "The channel was not changed". */
  failure: string
}

/** Changes something by a route; a failure is told with the reason and the id of the request. */
export const useChange = <Name extends RouteName>(
  name: Name,
  { touches, failure }: Changing,
): UseMutationResult<Given<Name>, Error, Input<Name>> => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input<Name>) => call(name, input),
    onSuccess: () => Promise.all(touches.map((touched) => client.invalidateQueries({ queryKey: [touched] }))),
    onError: (error) => showFailure(failure, error),
  })
}
