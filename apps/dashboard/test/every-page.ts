import { ANSWER } from './company.ts'

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
  nowhere: '/nowhere',
}
