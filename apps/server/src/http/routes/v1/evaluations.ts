import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import {
  createEvaluationSet,
  deleteEvaluationSet,
  listEvaluationSets,
  putJudgments,
  readEvaluationSet,
} from '../../../flows/evaluations/evaluation-sets.ts'
import { readEvaluation } from '../../../flows/evaluations/read-evaluation.ts'
import { startEvaluation } from '../../../flows/evaluations/start-evaluation.ts'
import { serve } from './serve.ts'

/** Questions with judgments, and how well each strategy finds what was judged. */
export async function evaluationRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'createEvaluationSet', (caller, { body }) => createEvaluationSet(ctx, caller, body))
  serve(scope, 'listEvaluationSets', (caller) => listEvaluationSets(ctx, caller))
  serve(scope, 'getEvaluationSet', (caller, { params }) => readEvaluationSet(ctx, caller, params.setId))
  serve(scope, 'deleteEvaluationSet', (caller, { params }) => deleteEvaluationSet(ctx, caller, params.setId))
  serve(scope, 'putJudgments', (caller, { params, body }) => putJudgments(ctx, caller, params.setId, body))
  serve(scope, 'startEvaluation', (caller, { body }) => startEvaluation(ctx, caller, body))
  serve(scope, 'getEvaluation', (caller, { params }) => readEvaluation(ctx, caller, params.evaluationId))
}
