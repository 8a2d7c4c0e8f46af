import { passageTexts } from './passages.ts'

/** When and in what words are counted for a workspace; a message counts as its passages, mostly one. */
export const WORD_COUNT = {
  /** So many passages are counted; once there are as many, nothing is waited for. */
  passages: 1_000,
  /** So many have to do when nothing more is being read. Half the gain of 1,000 or more in every set. */
  fewestPassages: 500,
  /** What is looked at of a message: four passages, so that a few huge ones do not stand for all. */
  messageCharacters: 12_000,
} as const

/** The passages in which words are counted: the first ones of these messages, at most as many as are counted. */
export const fittingTexts = (messages: readonly string[]): string[] =>
  messages.flatMap((text) => passageTexts(text.slice(0, WORD_COUNT.messageCharacters))).slice(0, WORD_COUNT.passages)
