import { type AnswerRequest, costOf, type TeamId, type TeamSettings, tokensAtMost } from '@backscroll/core'
import { llmCallsOf, modelPricesOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { budgetMicroUsd, tellOfBudget } from './watch-budget.ts'

export interface CallToReserve {
  teamId: TeamId
  questionId: string
  settings: TeamSettings
  provider: string
  model: string
  prompt: AnswerRequest
}

const DAY_MS = 86_400_000

/** Takes what a chat call may cost at most out of the team's budget of the day, which begins at midnight UTC; `over-budget` when it must not be made. */
export async function reserveCall(ctx: Context, call: CallToReserve): Promise<{ callId: string } | 'over-budget'> {
  const { teamId, settings, prompt, provider, model } = call
  const nowMs = ctx.clock.nowMs()
  const texts = [prompt.rules, prompt.question, ...prompt.sources.flatMap(({ text, context = '' }) => [text, context])]
  const inputTokens = texts.reduce((sum, text) => sum + tokensAtMost(text), 0)
  const most = { provider, model, inputTokens, outputTokens: prompt.maxOutputTokens, searchUnits: null, atMs: nowMs }
  const { callId, isOverBudget, usedMicroUsd } = await ctx.db.withTenant(teamId, async (tx) =>
    llmCallsOf(tx).reserve({
      purpose: 'answer',
      provider,
      model,
      ref: call.questionId,
      estimateMicroUsd: costOf(most, await modelPricesOf(tx)).microUsd,
      budgetMicroUsd: budgetMicroUsd(settings.budget_day_usd),
      dayStartMs: Math.floor(nowMs / DAY_MS) * DAY_MS,
      hardCap: settings.hard_cap,
      nowMs,
    }),
  )
  if (isOverBudget)
    ctx.telemetry.notice('budget of the day reached', { teamId, usedMicroUsd: String(usedMicroUsd), isRefused: callId === null })
  if (isOverBudget && settings.budget_day_usd > 0) await ctx.db.withTenant(teamId, (tx) => tellOfBudget(ctx, tx, teamId))
  return callId === null ? 'over-budget' : { callId }
}
