import { z } from 'zod'
import { evaluationSet, evaluationSetList, newEvaluationSet, newJudgments } from './evaluation-sets.ts'
import { evaluation, newEvaluation } from './evaluations.ts'
import { searchRequest, searchResponse } from './search.ts'

/** What a key may be good for. */
export const scopes = ['search', 'evaluations'] as const
export type Scope = (typeof scopes)[number]

/** One route of the API. Every failure is a `problem`, whatever the route. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `:name` for each of `params`. */
  path: string
  params?: z.ZodObject
  body?: z.ZodType
  /** Of success. */
  status: 200 | 201 | 202 | 204
  /** Without transforms: what is written here is what goes over the wire. Absent: no body. */
  response?: z.ZodType
  /** What a key must be good for. */
  scope: Scope
  summary: string
}

const define = <const Table extends Record<string, Route>>(table: Table): Table => table
const setId = z.object({ setId: z.uuid('is no id of a set') })

/** Every route of the API: the server registers its handlers from this table. */
export const routes = define({
  search: {
    method: 'POST',
    path: '/v1/search',
    body: searchRequest,
    status: 200,
    response: searchResponse,
    scope: 'search',
    summary: 'Search the messages that the user of the key may read',
  },
  createEvaluationSet: {
    method: 'POST',
    path: '/v1/evaluations/sets',
    body: newEvaluationSet,
    status: 201,
    response: evaluationSet,
    scope: 'evaluations',
    summary: 'Store questions with judgments',
  },
  listEvaluationSets: {
    method: 'GET',
    path: '/v1/evaluations/sets',
    status: 200,
    response: evaluationSetList,
    scope: 'evaluations',
    summary: 'List the sets of the user of the key, newest first',
  },
  getEvaluationSet: {
    method: 'GET',
    path: '/v1/evaluations/sets/:setId',
    params: setId,
    status: 200,
    response: evaluationSet,
    scope: 'evaluations',
    summary: 'Read a set',
  },
  deleteEvaluationSet: {
    method: 'DELETE',
    path: '/v1/evaluations/sets/:setId',
    params: setId,
    status: 204,
    scope: 'evaluations',
    summary: 'Delete a set with its judgments and evaluations',
  },
  putJudgments: {
    method: 'PUT',
    path: '/v1/evaluations/sets/:setId/judgments',
    params: setId,
    body: newJudgments,
    status: 200,
    response: evaluationSet,
    scope: 'evaluations',
    summary: 'Replace the judgments of the questions that are named',
  },
  startEvaluation: {
    method: 'POST',
    path: '/v1/evaluations',
    body: newEvaluation,
    status: 202,
    response: evaluation,
    scope: 'evaluations',
    summary: 'Compare strategies on a set; the result is read by its id',
  },
  getEvaluation: {
    method: 'GET',
    path: '/v1/evaluations/:evaluationId',
    params: z.object({ evaluationId: z.uuid('is no id of an evaluation') }),
    status: 200,
    response: evaluation,
    scope: 'evaluations',
    summary: 'Read how far an evaluation is, and its result',
  },
})

export type Routes = typeof routes
type Of<R, Part extends string, Otherwise> = R extends { [key in Part]: infer Schema extends z.ZodType } ? Schema : Otherwise
/** What the handler of a route gets. */
export type Received<Name extends keyof Routes> = {
  params: z.output<Of<Routes[Name], 'params', z.ZodUndefined>>
  body: z.output<Of<Routes[Name], 'body', z.ZodUndefined>>
}
/** What the handler of a route gives. */
export type Given<Name extends keyof Routes> = z.input<Of<Routes[Name], 'response', z.ZodVoid>>
