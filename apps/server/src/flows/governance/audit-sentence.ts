/** What each action says of its target; `{}` stands for it. Whoever did it stands before. */
const SENTENCES: Readonly<Record<string, string>> = {
  'answer.feedback': 'said whether the answer {} is good',
  'answer.changed': 'changed the answer {}, because its messages changed',
  'answer.withdrawn': 'withdrew the answer {}, because its messages are gone',
  'answer.share': 'shared the answer {}',
  'answers.download': 'fetched the log of answers',
  'answer.saved': 'kept the answer {}',
  'answer.unsaved': 'keeps the answer {} no longer',
  'backfill.cancel': 'ended the reading {}',
  'backfill.pause': 'paused the reading {}',
  'backfill.resume': 'resumed the reading {}',
  'backfill.start': 'had {} read anew',
  'channel.allow': 'allowed the channel {}',
  'channel.allowed': 'allowed the channel {}',
  'channel.change': 'changed answers or priority of the channel {}',
  'channel.erase': 'asked to erase the channel {}',
  'channel.erased': 'erased the channel {}',
  'channel.excluded': 'excluded the channel {}',
  'channel.join': 'let the app join the channel {}',
  'channel.purged': 'let go what was read of the channel {}',
  'channel.reindex': 'had the channel {} indexed anew',
  'channel.retention': 'changed how long the channel {} is kept',
  'channels.allowed': 'allowed channels',
  'evaluation-set.created': 'stored the set of questions {}',
  'evaluation-set.deleted': 'deleted the set of questions {}',
  'evaluation-set.judged': 'judged answers in the set of questions {}',
  'evaluation-set.question-added': 'added a question to the set {}',
  'evaluation.started': 'started the evaluation {}',
  'export.create': 'asked for the export {}',
  'export.download': 'fetched the export {}',
  'index.rebuild': 'had the search index of {} built anew',
  'invite.created': 'invited {}',
  'invite.redeemed': 'took up an invitation',
  'invite.revoked': 'took the invitation of {} back',
  'invite.sent': 'had the app send the invitation to {}',
  'key.created': 'made the key {}',
  'key.revoked': 'revoked the key {}',
  'member.deactivated': 'deactivated {}',
  'member.reactivated': 'reactivated {}',
  'member.role': 'changed the role of {}',
  'member.signed-out': 'signed {} out everywhere',
  'notice.budget': 'told that the budget of {} is nearly or wholly used',
  'notice.renewal-refused': 'renews the token of the app no more: install it again',
  'onboarding.change': 'put the list of first steps away or took it out again',
  'message.erase': 'asked to erase the message {}',
  'message.erased': 'erased the message {}',
  'person.erase': 'asked to erase what is kept of {}',
  'person.erased': 'erased what is kept of {}',
  'person.forgotten': 'had forgotten what {} asked',
  'period.erase': 'asked to erase what was said in {}',
  'period.erased': 'erased what was said in {}',
  'price.set': 'set the price of {}',
  'question.asked': 'asked the question {}',
  'question.forgotten': 'deleted the own question {}',
  'questions.assigned': 'took the group of questions {}',
  'questions.ignored': 'set the group of questions {} aside',
  'questions.open': 'opened the group of questions {} again',
  'questions.resolved': 'resolved the group of questions {}',
  'retention.app-posts': 'let go what apps have posted',
  'retention.run': 'let messages go for their age',
  'session.ended': 'signed out',
  'session.ended-elsewhere': 'signed out on other browsers',
  'session.opened': 'signed in',
  'session.revoked': 'signed out the browser {}',
  'settings.change': 'changed settings',
  'team.erase': 'had everything of {} erased',
  'team.installed': 'installed the app',
  'team.reinstalled': 'installed the app again',
  'team.erased': 'erased everything of {}',
  'team.granted': 'brought the app into the workspace {}',
  'team.active': 'resumed the workspace',
  'team.pause': 'paused the workspace',
  'team.paused': 'paused the workspace',
  'team.resume': 'resumed the workspace',
  'team.resumed': 'resumed the workspace',
  'team.stopped': 'ended the work for the workspace',
  'thread.erase': 'asked to erase the thread {}',
  'thread.erased': 'erased the thread {}',
  'work.retry': 'had the job {} tried again',
  'work.sync': 'had channels compared with Slack in the run {}',
}

/** A row of the audit log as a sentence. Actions of other versions are told by their name. @param names what people and channels are called. */
export function auditSentence(
  row: { actor: string; actorKind: string; action: string; target: string; diff?: unknown },
  names: ReadonlyMap<string, string>,
): string {
  const called = row.actorKind === 'system' ? `${row.actor.slice(0, 1).toUpperCase()}${row.actor.slice(1)}` : row.actor
  const who = `${names.get(row.actor) ?? called}${BY[row.actorKind] ?? ''}`
  const target = names.get(row.target) ?? row.target
  const said = Object.hasOwn(SENTENCES, row.action) ? SENTENCES[row.action] : undefined
  const deed = said === undefined ? `did "${row.action}" to ${target}` : said.replace('{}', () => target)
  return `${who} ${deed}${changedNames(row.diff)}.`
}

/** Every action that has a sentence of its own. */
export const toldActions: readonly string[] = Object.keys(SENTENCES)

const BY: Readonly<Record<string, string>> = { 'api-key': ' (by a key of the API)', operator: ' (on the server)' }

/** Names of settings, never their values. */
function changedNames(diff: unknown): string {
  const changed = typeof diff === 'object' && diff !== null ? (diff as { changed?: unknown }).changed : null
  const names = Array.isArray(changed) ? changed.filter((name) => typeof name === 'string') : []
  return names.length === 0 ? '' : `: ${names.join(', ')}`
}
