import { ANSWER } from './answers-of-company.ts'

/** Every address that has to fit everybody, with what it is called. */
export const pages: Record<string, string> = {
  overview: '/',
  'overview-a-day': '/?period=24h',
  setup: '/setup',
  ask: '/ask?q=How+do+we+roll+back%3F',
  'ask-narrowed':
    '/ask?q=How+do+we+roll+back%3F&channels=C0BACKEND,C0CH39&authors=U0TOM&from=2026-03-01&to=2026-03-31&has=link,code&sources=50',
  'ask-saved': '/ask?list=saved',
  'ask-earlier': `/ask?answer=${ANSWER}`,
  search: '/ask?mode=search&q=billing+rollback',
  'search-narrowed': '/ask?mode=search&q=billing+rollback&channels=C0BACKEND&days=30&has=file&cursor=more-hits&before=20',
  answers: '/answers',
  'answers-narrowed': '/answers?view=bad&surface=dm&asker=U0TOM&model=command-a&from=2026-03-01',
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
