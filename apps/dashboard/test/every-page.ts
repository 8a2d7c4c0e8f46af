import { ANSWER } from './answers-of-company.ts'

/** Every address that has to fit everybody, with what it is called. */
export const pages: Record<string, string> = {
  overview: '/',
  'overview-a-day': '/?period=24h',
  setup: '/setup',
  ask: '/ask?q=How+do+we+roll+back%3F',
  'ask-earlier': `/ask?answer=${ANSWER}`,
  search: '/ask?mode=search&q=billing+rollback',
  answers: '/answers',
  'answers-one': `/answers?answer=${ANSWER}`,
  unanswered: '/unanswered',
  channels: '/channels?why=secret',
  channel: '/channels/C0BACKEND',
  work: '/work',
  settings: '/settings',
  usage: '/usage?days=30',
  members: '/members',
  sessions: '/sessions?of=team',
  keys: '/keys',
  audit: '/audit?actor=U0MAYA',
  'audit-empty': '/audit?action=team.paused',
  data: '/data',
  system: '/system',
  nowhere: '/nowhere',
}
