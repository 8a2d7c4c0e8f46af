import type { z } from 'zod'
import { accountRoutes } from './routes/account-routes.ts'
import { answerRoutes } from './routes/answer-routes.ts'
import { channelRoutes } from './routes/channel-routes.ts'
import { governanceRoutes } from './routes/governance-routes.ts'
import { searchRoutes } from './routes/search-routes.ts'

/** Every route of the API: the server registers its handlers from this table, the dashboard calls through it. */
export const routes = { ...searchRoutes, ...accountRoutes, ...channelRoutes, ...answerRoutes, ...governanceRoutes }

export type Routes = typeof routes
export type RouteName = keyof Routes
type Of<R, Part extends string, Otherwise> = R extends { [key in Part]: infer Schema extends z.ZodType } ? Schema : Otherwise
/** What the handler of a route gets. */
export type Received<Name extends RouteName> = {
  params: z.output<Of<Routes[Name], 'params', z.ZodUndefined>>
  query: z.output<Of<Routes[Name], 'query', z.ZodUndefined>>
  body: z.output<Of<Routes[Name], 'body', z.ZodUndefined>>
}
/** What a caller sends. */
export type Sent<Name extends RouteName> = {
  params: z.input<Of<Routes[Name], 'params', z.ZodUndefined>>
  query: z.input<Of<Routes[Name], 'query', z.ZodUndefined>>
  body: z.input<Of<Routes[Name], 'body', z.ZodUndefined>>
}
/** What the handler of a route gives. */
export type Given<Name extends RouteName> = z.input<Of<Routes[Name], 'response', z.ZodVoid>>
