import { FIXED_RULES } from '../prompting/answer-rules.ts'

/** Orders to a model and talk about its orders, in the languages in which they are usually written. Plain policies ("from now on every deploy…") are none. */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignor(?:e|es|ing)|disregard\w*|forget\w*|overrid\w*|bypass\w*)\b.{0,40}\b(?:instructions?|prompts?|directives?)\b/i,
  /\b(?:ignore|disregard\w*|forget|override|bypass)\b.{0,20}\b(?:previous|prior|above|earlier|preceding|your|the)\b.{0,20}\b(?:rules?|guidelines?|restrictions?) (?:above|you were given|given before)\b/i,
  /\b(?:disregard|forget|override|bypass)\b (?:all )?(?:of )?(?:your|the|these|every) (?:\w+ )?(?:rules?|guidelines?|restrictions?)\b/i,
  /\bsystem (?:override|prompt|instructions?)\b|\b(?:developer|hidden) (?:prompt|instructions?)\b|\b(?:initial|original) (?:prompt|instructions?)\b/i,
  /\b(?:my|your) (?:instructions|rules|guidelines) (?:are to|say that|say to|state that|tell me)\b/i,
  /\byou are now (?:an? )?(?:\w*bot|ai|assistant|model|free from|unrestricted|dan|jailbroken|pirate)\b/i,
  /\bfrom now on,? (?:you (?:are|must|will|should)|answer|reply|respond|always (?:answer|reply|end|say|respond|add|include))\b/i,
  /\bas an? (?:ai|(?:ai |large )?language model)\b|\b(?:dan|god|jailbreak|unrestricted) mode\b|\banswer\w* without\b.{0,15}\b(?:filter|restriction|limit)/i,
  /\b(?:note|message|instructions?) (?:to|for) (?:the |all |any )?(?:ai|assistants?|llm|language models?)\b|\btool_calls?\b|\bfunction_call\b/i,
  /\bin (?:all |each |every )?(?:your |the )?(?:next|later|future|following|further) (?:answers?|turns?|repl(?:y|ies)|responses?)\b/i,
  /\bignorier\w*\b.{0,40}\banweisung|\bsystemprompt|\bignore[zr]?\b.{0,40}\b(?:consignes|instructions)|\binvite système\b|\bignora\w*\b.{0,40}\b(?:instrucciones|istruzioni|instruções)|\bprompt del sistema\b/iu,
  /(?:игнорируй|забудь|не обращай внимания).{0,40}(?:инструкци|указани)|системн\S{0,3} (?:промпт|подсказк|инструкци)/iu,
  /(?:以前|前|これまで|上記).{0,6}(?:指示|命令|ルール).{0,10}(?:無視|忘れ)|システム\s?プロンプト|忽略.{0,10}(?:指令|指示|提示)|系统提示/u,
  /<\/?\|?\s?(?:im_start|im_end|system|assistant|user|endoftext|START_OF_TURN)|\[\/?INST\]|^\s*(?:system|assistant|developer)\s*:|[\u27E6\u27E7]/iu,
]
const RUN = 6

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const runsOf = (text: string): string[] => {
  const words = wordsOf(text)
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) => words.slice(at, at + RUN).join(' '))
}
const RULE_RUNS: ReadonlySet<string> = new Set(FIXED_RULES.flatMap(runsOf))

/** Whether a sentence gives orders to a model or talks about them: no answer does, and repeating one would hand it on. */
export const isAddressedToModel = (sentence: string): boolean => ORDERS.some((order) => order.test(sentence))

/** Whether a sentence recites the rules a model was given: six words in a row are taken from them. */
export const recitesRules = (sentence: string): boolean => runsOf(sentence).some((run) => RULE_RUNS.has(run))
