const MINE =
  /^(?:ok(?:ay)?,? |yes,? |sure,? )?(?:i(?:'ll|\u2019ll| will| can| am going to|'m going to)|let me|ich (?:werde|kümmere|mache|schaue|schicke)|je (?:vais|m'en occupe)|я (?:сделаю|посмотрю|займусь|напишу|проверю))(?![\p{L}])/iu
const THEIRS =
  /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N}_.-]{0,40}(?: \p{Lu}\p{L}+)?)[,:]? .{0,30}?\b(?:please|can you|could you|will you|to (?:do|check|write|fix|send|update|review|prepare|follow up)|bitte|kannst du|peux-tu)\b|^(\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?) (?:will|to|is going to|wird|va) (?!be\b)(?:also )?\p{Ll}+/u
const TASK =
  /^[\s\u2022*\->[\]x]*(?:to-?do|action(?: item)?s?|next steps?|open(?: item| point| question)?|follow-?up|offen|aufgabe|nächste schritte|à faire|сделать|задача|todo)\b\s*[:\u2013-]/iu
const NEEDED =
  /\b(?:still (?:need(?:s)? to|open|missing|to be (?:done|decided))|needs to be|somebody (?:has|needs) to|someone (?:has|needs) to|remains to be|yet to be|we (?:still )?need to|muss noch|fehlt noch|reste à)\b|ещё нужно|надо ещё|осталось/iu
const NAMED = /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N}_.-]{0,40})/u
const NO_NAMES =
  /^(?:The|This|That|It|There|We|They|You|He|She|What|Who|When|Where|Everyone|Nobody|Someone|Somebody|Team|Der|Die|Das|Es|Wir|Deploy\p{L}*)\b/u
const DONE = /\b(?:done|fixed|shipped|merged|erledigt|fertig|terminé)\b|готово|сделано|完了/iu

/**
 * Whether a sentence leaves something to do, and for whom: a promise of its author, a request to somebody, a task that is listed, or a question that
 * nobody answered. Null when it does not.
 */
export function openItem(
  sentence: string,
  { author, isAnswered }: { author: string; isAnswered: boolean },
): { owner: string | null } | null {
  if (DONE.test(sentence)) return null
  if (MINE.test(sentence)) return { owner: author }
  const theirs = THEIRS.exec(sentence)
  const name = theirs?.[1] ?? theirs?.[2]
  if (name !== undefined && !NO_NAMES.test(name)) return { owner: name }
  const named = NAMED.exec(sentence)?.[1] ?? null
  if (TASK.test(sentence) || NEEDED.test(sentence)) return { owner: named }
  return /[?\uFF1F]\s*$/.test(sentence) && !isAnswered ? { owner: named } : null
}
