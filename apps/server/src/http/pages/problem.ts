import { type PageProblem, problemFrame } from './problem-frame.ts'

const TRY_AGAIN = 'Begin again from the start page. An install has to be approved within ten minutes, in one browser.'

const KNOWN: Record<string, PageProblem> = {
  access_denied: {
    title: 'The install was cancelled',
    what: 'Somebody pressed Cancel in Slack, so nothing was installed or changed.',
    next: 'You can begin again whenever you like. If your workspace asks for approval, an admin has to approve the app first.',
  },
  bad_state: {
    title: 'This install link no longer works',
    what: 'It was used already, is older than ten minutes, or was begun in another browser.',
    next: TRY_AGAIN,
  },
  missing_state: {
    title: 'This install did not begin here',
    what: 'Slack sent you back without the mark that we give every install.',
    next: TRY_AGAIN,
  },
  missing_code: { title: 'Slack sent no approval', what: 'The answer from Slack was incomplete.', next: TRY_AGAIN },
  invalid_code: {
    title: 'The approval has expired',
    what: 'Slack no longer accepts it: it was used already or is too old.',
    next: TRY_AGAIN,
  },
  bad_client_secret: {
    title: 'Slack does not know this server',
    what: 'The client secret of this server is not the one of the app in Slack, so nothing was installed or changed.',
    next: 'Tell the operator of this server to compare SLACK_CLIENT_SECRET with "Basic Information" of the app in Slack.',
  },
  slack_unavailable: {
    title: 'Slack did not answer',
    what: 'The install could not be finished because Slack did not answer in time.',
    next: 'Wait a minute, then begin again.',
  },
  too_many: {
    title: 'Too many installs',
    what: 'They all came from one address within a short time.',
    next: 'Wait a minute, then begin again.',
  },
  wrong_app: {
    title: 'This approval belongs to another app',
    what: 'The client id and the app id of this server do not fit together.',
    next: 'Tell the operator of this server to compare SLACK_APP_ID and SLACK_CLIENT_ID with the app in Slack.',
  },
  no_team: {
    title: 'Please install into one workspace',
    what: 'The approval names neither a workspace nor an organization.',
    next: TRY_AGAIN,
  },
  invalid_scope: {
    title: 'Slack refused the permissions',
    what: 'The app in Slack is not set up with the permissions this server asks for.',
    next: 'Tell the operator of this server to apply the manifest from infra/slack/manifest.json.',
  },
}

/** A failed install: its reason in Slack's word and in ours, and a way back. */
export function problemPage(error: string): string {
  const problem = KNOWN[error] ?? {
    title: 'The install could not be finished',
    what: 'Slack or this server refused a step of it, so nothing was installed or changed.',
    next: 'Begin again from the start page. If it happens twice, tell the operator of this server the reason below.',
  }
  return problemFrame(problem, { reason: error, back: { href: '/', label: 'Back to the start page' } })
}
