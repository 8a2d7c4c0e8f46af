import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { changeOnboarding, readOnboarding } from '../../../flows/overview/read-onboarding.ts'
import { readOverview } from '../../../flows/overview/read-overview.ts'
import { readTeamHealth } from '../../../flows/overview/read-team-health.ts'
import { readUsage } from '../../../flows/usage/read-usage.ts'
import { serve } from './serve.ts'

/** Figures of a workspace, its health, its first steps and what it costs. */
export async function figureRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'getOverview', (caller, { query }) => readOverview(ctx, caller, query.period))
  serve(scope, 'getTeamHealth', (caller) => readTeamHealth(ctx, caller))
  serve(scope, 'getOnboarding', (caller) => readOnboarding(ctx, caller))
  serve(scope, 'changeOnboarding', (caller, { body }) => changeOnboarding(ctx, caller, body.isDismissed))
  serve(scope, 'getUsage', (caller, { query }) => readUsage(ctx, caller, query.days))
}
