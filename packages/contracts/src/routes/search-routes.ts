import { z } from 'zod'
import { asked, askRequest } from '../ask.ts'
import { evaluationSet, evaluationSetList, newEvaluationSet, newJudgments } from '../evaluation-sets.ts'
import { evaluation, newEvaluation } from '../evaluations.ts'
import { define } from '../route.ts'
import { searchRequest, searchResponse } from '../search.ts'

const setId = z.object({ setId: z.uuid('is no id of a set') })

/** Searching, asking, and how well both find. */
export const searchRoutes = define({
  search: {
    method: 'POST',
    path: '/v1/search',
    body: searchRequest,
    status: 200,
    response: searchResponse,
    role: 'viewer',
    scope: 'search',
    ifRepeated: 'done-anew',
    summary: 'Search the messages that the caller may read',
  },
  ask: {
    method: 'POST',
    path: '/v1/ask',
    body: askRequest,
    status: 200,
    response: asked,
    role: 'viewer',
    scope: 'ask',
    ifRepeated: 'refused',
    summary: 'Ask as the caller, and wait for the answer',
  },
  createEvaluationSet: {
    method: 'POST',
    path: '/v1/evaluations/sets',
    body: newEvaluationSet,
    status: 201,
    response: evaluationSet,
    role: 'member',
    scope: 'evaluations',
    summary: 'Store questions with judgments',
  },
  listEvaluationSets: {
    method: 'GET',
    path: '/v1/evaluations/sets',
    status: 200,
    response: evaluationSetList,
    role: 'member',
    scope: 'evaluations',
    summary: 'List the sets of the caller, newest first',
  },
  getEvaluationSet: {
    method: 'GET',
    path: '/v1/evaluations/sets/:setId',
    params: setId,
    status: 200,
    response: evaluationSet,
    role: 'member',
    scope: 'evaluations',
    summary: 'Read a set',
  },
  deleteEvaluationSet: {
    method: 'DELETE',
    path: '/v1/evaluations/sets/:setId',
    params: setId,
    status: 204,
    role: 'member',
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
    role: 'member',
    scope: 'evaluations',
    summary: 'Replace the judgments of the questions that are named',
  },
  startEvaluation: {
    method: 'POST',
    path: '/v1/evaluations',
    body: newEvaluation,
    status: 202,
    response: evaluation,
    role: 'member',
    scope: 'evaluations',
    summary: 'Compare strategies on a set; the result is read by its id',
  },
  getEvaluation: {
    method: 'GET',
    path: '/v1/evaluations/:evaluationId',
    params: z.object({ evaluationId: z.uuid('is no id of an evaluation') }),
    status: 200,
    response: evaluation,
    role: 'member',
    scope: 'evaluations',
    summary: 'Read how far an evaluation is, and its result',
  },
})
