import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type FakeS3, startFakeS3 } from '@backscroll/testkit'
import type { BucketOptions } from '../src/bucket.ts'
import { openSearch, type SearchOptions, type SearchStore } from '../src/index.ts'
import { DIMENSIONS, temporaryDirectory } from './passage-rows.ts'

/** A place for tables that goes away with the test. */
export interface TestRoot {
  uri: string
  /** What opens a store there; several may be open. */
  options: Pick<SearchOptions, 'uri' | 'bucket'>
  open(more?: Partial<SearchOptions>): Promise<SearchStore>
  /** Every file or object with its content. */
  files(): Map<string, Buffer>
  /** Removes the files or objects below a path that begins at the root. */
  lose(path: string): void
  [Symbol.asyncDispose](): Promise<void>
}

export type RootKind = 'directory' | 'bucket'
/** Long enough that a search which does not look for newer versions is found out. */
const LAG_SECONDS = 0.2

export const aRoot = (kind: RootKind): Promise<TestRoot> => (kind === 'directory' ? aDirectory() : aBucket())

/** How a stand-in is reached; what it warns of goes to `warnings`. */
export const bucketOptions = (s3: FakeS3, more: Partial<BucketOptions> = {}): BucketOptions => ({
  endpoint: s3.url,
  ...s3.keys,
  addressing: 'path',
  allowsHttp: false,
  lagSeconds: LAG_SECONDS,
  isSingleWriter: false,
  warn() {},
  ...more,
})

async function aDirectory(): Promise<TestRoot> {
  const directory = temporaryDirectory()
  const options = { uri: directory.path }
  return {
    uri: options.uri,
    options,
    open: (more) => openSearch({ ...options, dimensions: DIMENSIONS, embeddingVersion: 1, ...more }),
    files: () =>
      new Map(
        readdirSync(directory.path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
          .map((file) => [path.relative(directory.path, file), readFileSync(file)]),
      ),
    lose: (below) => rmSync(path.join(directory.path, below), { recursive: true }),
    [Symbol.asyncDispose]: async () => directory[Symbol.dispose](),
  }
}

/** A bucket of the stand-in; `more` changes how it is reached. */
export async function aBucket(s3?: FakeS3, more: Partial<BucketOptions> = {}): Promise<TestRoot & { s3: FakeS3 }> {
  const store = s3 ?? (await startFakeS3())
  const options = { uri: `s3://${store.bucket}/lance`, bucket: bucketOptions(store, more) }
  return {
    s3: store,
    uri: options.uri,
    options,
    open: (given) => openSearch({ ...options, dimensions: DIMENSIONS, embeddingVersion: 1, ...given }),
    files: () => new Map([...store.objects].map(([key, { body }]) => [key.replace(/^lance\//, ''), body])),
    lose: (below) => void store.lose(`lance/${below}/`),
    [Symbol.asyncDispose]: () => store.close(),
  }
}
