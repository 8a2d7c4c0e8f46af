import type { FastifyInstance } from 'fastify'
import type { Context } from '../../../context.ts'
import { findPeople } from '../../../flows/account/find-people.ts'
import { createInvite, listInvites, revokeInvite } from '../../../flows/account/invites.ts'
import { setMemberStatus } from '../../../flows/account/member-status.ts'
import { endMemberSessions, readMembers, removeMember, setMember } from '../../../flows/account/members.ts'
import { endKey, listKeys, makeKey } from '../../../flows/account/own-keys.ts'
import { readSession } from '../../../flows/account/read-session.ts'
import { sendInvite } from '../../../flows/account/send-invite.ts'
import { endOtherSessions, endSession, listSessions, revokeSession } from '../../../flows/account/sessions.ts'
import { ownCookie, SESSION_COOKIE } from '../../session-cookie.ts'
import { serve } from './serve.ts'

/** Who is signed in, who else may come in, and the keys. */
export async function accountRoutes(scope: FastifyInstance, { ctx }: { ctx: Context }): Promise<void> {
  serve(scope, 'getSession', (caller) => readSession(ctx, caller))
  serve(scope, 'listSessions', (caller, { query }) => listSessions(ctx, caller, query))
  serve(scope, 'endOtherSessions', (caller) => endOtherSessions(ctx, caller))
  serve(scope, 'revokeSession', (caller, { params }) => revokeSession(ctx, caller, params.sessionId))
  serve(scope, 'listMembers', (caller, { query }) => readMembers(ctx, caller, query))
  serve(scope, 'setMember', (caller, { params, body }) => setMember(ctx, caller, params.userId, body.role))
  serve(scope, 'removeMember', (caller, { params }) => removeMember(ctx, caller, params.userId))
  serve(scope, 'setMemberStatus', (caller, { params, body }) => setMemberStatus(ctx, caller, params.userId, body.state))
  serve(scope, 'endMemberSessions', (caller, { params }) => endMemberSessions(ctx, caller, params.userId))
  serve(scope, 'listInvites', (caller, { query }) => listInvites(ctx, caller, query))
  serve(scope, 'createInvite', (caller, { body }) => createInvite(ctx, caller, body))
  serve(scope, 'sendInvite', (caller, { params, body }) => sendInvite(ctx, caller, { inviteId: params.inviteId, url: body.url }))
  serve(scope, 'revokeInvite', (caller, { params }) => revokeInvite(ctx, caller, params.inviteId))
  serve(scope, 'findPeople', (caller, { query }) => findPeople(ctx, caller, query))
  serve(scope, 'listKeys', (caller) => listKeys(ctx, caller))
  serve(scope, 'createKey', (caller, { body }) => makeKey(ctx, caller, body))
  serve(scope, 'revokeKey', (caller, { params }) => endKey(ctx, caller, params.prefix))
  await scope.register(async (leaving) => {
    leaving.addHook('onSend', async (_request, reply) => {
      if (reply.statusCode === 204) void reply.header('set-cookie', ownCookie(ctx.config, SESSION_COOKIE, '', 0))
    })
    serve(leaving, 'endSession', (caller) => endSession(ctx, caller))
  })
}
