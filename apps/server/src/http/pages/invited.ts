import type { Role } from '@backscroll/contracts'
import { html } from './html.ts'
import { layout } from './layout.ts'

/** What somebody sees who follows the link of an invitation: what it is, and the button that takes it up. */
export const invitedPage = (
  { teamName, role, expiresAtMs }: { teamName: string; role: Role; expiresAtMs: number },
  { token }: { token: string },
): string =>
  layout({
    title: 'You are invited',
    kind: 'bare',
    body: html`
<h1>You are invited to Backscroll</h1>
<p class="lead">In the workspace ${teamName}, as ${role}.</p>
<p>Sign in with the account in Slack that the invitation is for. It works once, and until ${new Date(expiresAtMs).toISOString().slice(0, 10)}.</p>
<p><a class="button" href="/login?invite=${token}" data-testid="take-up">Sign in with Slack</a> <a href="/">Not now</a></p>`,
  })
