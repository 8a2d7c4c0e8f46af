/** A file of the demo's world cannot be read; the message names the file and the line. */
export class WorldFileError extends Error {
  /** @param line Counted from 1. */
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`)
    this.name = 'WorldFileError'
  }
}
