import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { listAskers } from '../../../flows/askers/list-askers.ts'
import { listAudit } from '../../../flows/governance/list-audit.ts'
import { readCompliance } from '../../../flows/governance/read-compliance.ts'
import { listPrices, putPrice } from '../../../flows/operating/model-prices.ts'
import { showSystem } from '../../../flows/operating/show-system.ts'
import { changeShownSettings, showSettings } from '../../../flows/settings/show-settings.ts'
import { serve } from './serve.ts'

/** What is decided, who decided it, and how the server is. */
export async function governanceRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'getSettings', (caller) => showSettings(ctx, caller))
  serve(scope, 'changeSettings', (caller, received) => changeShownSettings(ctx, caller, received))
  serve(scope, 'listAskers', (caller) => listAskers(ctx, caller))
  serve(scope, 'listAudit', (caller, { query }) => listAudit(ctx, caller, query))
  serve(scope, 'getCompliance', (caller, { query }) => readCompliance(ctx, caller, query.days))
  serve(scope, 'getSystem', () => showSystem(ctx))
  serve(scope, 'listPrices', () => listPrices(ctx))
  serve(scope, 'putPrice', (caller, { body }) => putPrice(ctx, caller, body))
}
