import { type PageProblem, problemFrame } from './problem-frame.ts'

const SIGN_IN_AGAIN = { href: '/login', label: 'Sign in again' }
const TO_START = { href: '/', label: 'Back to the start page' }
const WITHIN = 'Sign in again, in one browser and within ten minutes.'

const KNOWN: Readonly<Record<string, PageProblem & { back?: { href: string; label: string } }>> = {
  access_denied: {
    title: 'The sign-in was cancelled',
    what: 'Somebody pressed Cancel in Slack.',
    next: 'You can sign in whenever you like.',
  },
  bad_state: {
    title: 'This sign-in no longer works',
    what: 'It was used already, is older than ten minutes, or was begun in another browser.',
    next: WITHIN,
  },
  missing_code: { title: 'Slack sent no answer', what: 'What came back from Slack was incomplete.', next: WITHIN },
  invalid_code: { title: 'The sign-in has expired', what: 'Slack no longer accepts it: it was used already or is too old.', next: WITHIN },
  bad_client_secret: {
    title: 'Slack does not know this server',
    what: 'The client secret of this server is not the one of the app in Slack.',
    next: 'Tell the operator of this server to compare SLACK_CLIENT_SECRET with "Basic Information" of the app in Slack.',
    back: TO_START,
  },
  bad_redirect_uri: {
    title: 'Slack does not know the way back',
    what: 'The address of this server is not among the redirect URLs of the app in Slack.',
    next: 'Tell the operator of this server to apply the manifest from infra/slack/manifest.json.',
    back: TO_START,
  },
  invalid_scope: {
    title: 'Slack refused to say who you are',
    what: 'The app in Slack is not set up for signing in.',
    next: 'Tell the operator of this server to apply the manifest from infra/slack/manifest.json.',
    back: TO_START,
  },
  slack_unavailable: {
    title: 'Slack did not answer',
    what: 'The sign-in could not be finished because Slack did not answer in time.',
    next: 'Wait a minute, then sign in again.',
  },
  bad_id_token: {
    title: 'The answer from Slack could not be trusted',
    what: 'It does not prove who you are to this server, so nobody was signed in.',
    next: 'Sign in again. If it happens twice, tell the operator of this server, whose clock or settings may be wrong.',
  },
  team_not_installed: {
    title: 'Backscroll is not in this workspace',
    what: 'You signed in to a workspace in which Backscroll is not installed.',
    next: 'Ask an admin to add it, or sign in to another workspace.',
  },
  unknown_person: {
    title: 'You are not in this workspace',
    what: 'Slack does not count you among its members.',
    next: 'Sign in to another workspace.',
  },
  person_left: {
    title: 'You have left this workspace',
    what: 'Your account there was deactivated.',
    next: 'Sign in to another workspace.',
  },
  not_a_person: { title: 'Only people can sign in', what: 'The account belongs to a bot.', next: 'Sign in with your own account.' },
  foreign_person: {
    title: 'You belong to another workspace',
    what: 'You are a guest of a shared channel here.',
    next: 'Sign in to your own workspace.',
  },
  deactivated: {
    title: 'Your access has ended',
    what: 'An admin of your workspace has ended your access to the dashboard.',
    next: 'Ask an admin of your workspace to let you in again.',
    back: TO_START,
  },
  invite_unknown: {
    title: 'This invitation is not known here',
    what: 'The link is incomplete, or is of another server.',
    next: 'Copy the whole link, or ask for a new one. You can sign in without one, too: with the role that Slack gives you.',
  },
  invite_used: {
    title: 'This invitation was taken up already',
    what: 'A link works once. If it was you, the role is yours.',
    next: 'Sign in: no link is needed for that.',
    back: { href: '/login', label: 'Sign in' },
  },
  invite_expired: {
    title: 'This invitation has expired',
    what: 'A link is good for seven days.',
    next: 'Ask whoever invited you for a new one. You can sign in without one, too: with the role that Slack gives you.',
    back: { href: '/login', label: 'Sign in without it' },
  },
  invite_revoked: {
    title: 'This invitation was taken back',
    what: 'An admin has ended it, or made a newer one for you.',
    next: 'Look for a newer link, or ask for one. You can sign in without one, too: with the role that Slack gives you.',
    back: { href: '/login', label: 'Sign in without it' },
  },
  invite_of_another: {
    title: 'This invitation is for somebody else',
    what: 'You signed in with an account in Slack that it was not made for. Nobody was signed in, and the link still works for its person.',
    next: 'Follow the link again with the right account, or sign in without it.',
    back: { href: '/login', label: 'Sign in without it' },
  },
  too_many: {
    title: 'Too many sign-ins',
    what: 'They all came from one address within a short time.',
    next: 'Wait a minute, then sign in again.',
  },
}

/** A failed sign-in: its reason in Slack's word and in ours, and a way back. */
export function signInProblemPage(error: string): string {
  const known = Object.hasOwn(KNOWN, error) ? KNOWN[error] : undefined
  const { back = SIGN_IN_AGAIN, ...problem } = known ?? {
    title: 'The sign-in could not be finished',
    what: 'Slack or this server refused a step of it, so nobody was signed in.',
    next: 'Sign in again. If it happens twice, tell the operator of this server the reason below.',
  }
  return problemFrame(problem, { reason: error, back })
}
