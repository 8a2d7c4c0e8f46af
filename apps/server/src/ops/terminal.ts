import { CommanderError } from 'commander'

/** People read standard error, programs read standard output. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** The result of a verb: with `--json` exactly one JSON object as the last line of standard output. */
export function report(result: object, options: { json?: boolean }, lines: readonly string[]): void {
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else process.stdout.write(lines.length > 0 ? `${lines.join('\n')}\n` : '')
}

/** Says why a verb ended. @returns its exit code: 2 for a wrong call, 1 for a failure. */
export function fail(error: unknown, isExpected: boolean): number {
  // commander has printed its own words already
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const known = error instanceof Error ? error : new Error(String(error))
  say(isExpected ? known.message : `This is a fault of Backscroll: ${known.stack ?? known.message}`)
  return 1
}

/** A line that is rewritten in place on a terminal, and printed now and then elsewhere. */
export function progressLine(): { show(text: string): void; end(): void } {
  const isTerminal = process.stderr.isTTY
  let shown = 0
  return {
    show(text) {
      if (isTerminal) process.stderr.write(`\r\u001b[2K${text}`)
      else if (shown++ % 20 === 0) say(text)
    },
    end() {
      if (isTerminal) process.stderr.write('\r\u001b[2K')
    },
  }
}
