import { FIXED_RULES } from '../prompting/answer-rules.ts'

/** Orders to a model and talk about its orders, in the languages in which they are usually written. */
const ORDERS =
  /\b(?:ignor\w*|disregard\w*|forget\w*|overrid\w*|bypass\w*)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|directives?|restrictions?|context)\b|\b(?:system|developer|hidden|initial|original) (?:prompt|message|instructions?)\b|\b(?:my|your|these|secret) (?:instructions|rules|guidelines) (?:are|say|state|tell)\b|\byou are now\b|\bfrom now on,? (?:you|always|answer|every)|\bas an? (?:ai|language model|assistant)\b|\b(?:developer|debug|god|dan|jailbreak|unrestricted|maintenance) mode\b|\bjailbreak\w*\b|\b(?:note|message|instructions?) (?:to|for) (?:the |all |any )?(?:ai|assistant|model|llm|bot|answering)\b|\b(?:call|use|invoke|run) the (?:\w+ )?(?:tool|function)\b|\btool_calls?\b|\bfunction_call\b|\bin (?:all |each |every )?(?:your |the )?(?:next|later|future|following|further) (?:answers?|turns?|repl(?:y|ies)|responses?)\b|\bin (?:your|every|each|all your) (?:answers?|repl(?:y|ies)|responses?)\b|\bnew (?:system )?(?:instructions?|rules?|orders?)\s?:|\bignorier\w*\b.{0,40}\b(?:anweisung|regel|vorgabe)|\bsystemprompt|\bignore[zr]?\b.{0,40}\b(?:consignes|instructions|règles)|\binvite système\b|\bignora\w*\b.{0,40}\b(?:instrucciones|istruzioni|instruções|reglas)|\bprompt del sistema\b/iu
const ORDERS_WITHOUT_EDGES =
  /(?:игнорируй|забудь|не обращай внимания).{0,40}(?:инструкци|правил|указани)|системн\S{0,3} (?:промпт|подсказк|инструкци)|(?:以前|前|これまで|上記).{0,6}(?:指示|命令|ルール).{0,10}(?:無視|忘れ)|システム\s?プロンプト|忽略.{0,10}(?:指令|指示|规则|提示)|系统提示|<\/?\|?\s?(?:im_start|im_end|system|assistant|user|endoftext|START_OF_TURN)|\[\/?INST\]|^\s*(?:system|assistant|developer)\s*:|[\u27E6\u27E7]/iu
const RUN = 6

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const runsOf = (text: string): string[] => {
  const words = wordsOf(text)
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) => words.slice(at, at + RUN).join(' '))
}
const RULE_RUNS: ReadonlySet<string> = new Set(FIXED_RULES.flatMap(runsOf))

/** Whether a sentence gives orders to a model or talks about them: no answer does, and repeating one would hand it on. */
export const isAddressedToModel = (sentence: string): boolean => ORDERS.test(sentence) || ORDERS_WITHOUT_EDGES.test(sentence)

/** Whether a sentence recites the rules a model was given: six words in a row are taken from them. */
export const recitesRules = (sentence: string): boolean => runsOf(sentence).some((run) => RULE_RUNS.has(run))
