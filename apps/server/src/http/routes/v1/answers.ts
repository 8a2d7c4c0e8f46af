import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { addToEvaluation } from '../../../flows/log/add-to-evaluation.ts'
import { changeCluster } from '../../../flows/log/change-cluster.ts'
import { downloadAnswers } from '../../../flows/log/download-answers.ts'
import { forgetOwnQuestion } from '../../../flows/log/forget-question.ts'
import { listAnswerModels, listAnswers, listHistory, listSaved } from '../../../flows/log/list-answers.ts'
import { listClusters } from '../../../flows/log/list-clusters.ts'
import { readAnswer } from '../../../flows/log/read-answer.ts'
import { saveAnswer, unsaveAnswer } from '../../../flows/log/save-answer.ts'
import { sayFeedback } from '../../../flows/log/say-feedback.ts'
import { serve, serveMedia } from './serve.ts'

/** What was asked and answered, and what is done about it. */
export async function answerRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'listAnswers', (caller, { query }) => listAnswers(ctx, caller, query))
  serveMedia(scope, 'downloadAnswers', async (caller, { query }, { reply }) => {
    const content = await downloadAnswers(ctx, caller, query)
    void reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="answers.${query.format}"`)
    return reply.type(query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson').send(content)
  })
  serve(scope, 'listHistory', (caller, { query }) => listHistory(ctx, caller, query))
  serve(scope, 'listSaved', (caller, { query }) => listSaved(ctx, caller, query))
  serve(scope, 'listAnswerModels', (caller) => listAnswerModels(ctx, caller))
  serve(scope, 'getAnswer', (caller, { params }) => readAnswer(ctx, caller, params.answerId))
  serve(scope, 'forgetQuestion', (caller, { params }) => forgetOwnQuestion(ctx, caller, params.questionId))
  serve(scope, 'saveAnswer', (caller, { params, body }) => saveAnswer(ctx, caller, params.answerId, body))
  serve(scope, 'unsaveAnswer', (caller, { params }) => unsaveAnswer(ctx, caller, params.answerId))
  serve(scope, 'giveFeedback', (caller, { params, body }) => sayFeedback(ctx, caller, params.answerId, body))
  serve(scope, 'addToEvaluation', (caller, { params, body }) => addToEvaluation(ctx, caller, params.answerId, body.setId))
  serve(scope, 'listClusters', (caller, { query }) => listClusters(ctx, caller, query))
  serve(scope, 'changeCluster', (caller, { params, body }) => changeCluster(ctx, caller, params.clusterId, body))
}
