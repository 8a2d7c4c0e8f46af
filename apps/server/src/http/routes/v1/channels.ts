import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { changeChannel } from '../../../flows/channels/listed/change-channel.ts'
import { changePolicies } from '../../../flows/channels/listed/change-policies.ts'
import { joinChannel } from '../../../flows/channels/listed/join-channel.ts'
import { listedChannels } from '../../../flows/channels/listed/list-channels.ts'
import { readChannel } from '../../../flows/channels/listed/read-channel.ts'
import { reindexChannel } from '../../../flows/channels/listed/reindex-channel.ts'
import { whyNotVisible } from '../../../flows/channels/listed/why-not-visible.ts'
import { serve } from './serve.ts'

/** What is read, how far it is, and how long it is kept. */
export async function channelRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'listChannels', (caller, { query }) => listedChannels(ctx, caller, query))
  serve(scope, 'setPolicy', (caller, { body }) => changePolicies(ctx, caller, body))
  serve(scope, 'whyNotVisible', (caller, { query }) => whyNotVisible(ctx, caller, query.channel))
  serve(scope, 'getChannel', (caller, { params }) => readChannel(ctx, caller, params.channelId))
  serve(scope, 'changeChannel', (caller, { params, body }) => changeChannel(ctx, caller, params.channelId, body))
  serve(scope, 'reindexChannel', (caller, { params }) => reindexChannel(ctx, caller, params.channelId))
  serve(scope, 'joinChannel', (caller, { params }) => joinChannel(ctx, caller, params.channelId))
}
