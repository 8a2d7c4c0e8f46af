declare module 'wink-porter2-stemmer' {
  /** Porter2 stem of one lower-case English word. Takes time in the square of the word's length. */
  const stem: (word: string) => string
  export = stem
}
