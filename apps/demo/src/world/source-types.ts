/** One message as written in a channel file. */
export interface SourceMessage {
  /** Line of its head, counted from 1. */
  line: number
  /** Working days from the reference day, always negative. */
  day: number
  /** Minutes since 00:00 UTC. */
  minute: number
  /** Index of the thread root among the messages of the file; null for a message in the channel itself. */
  root: number | null
  author: string
  flags: Flags
  text: string
  reactions: { name: string; handles: string[] }[]
}

/** What stands in square brackets in a message head. */
export interface Flags {
  label?: string
  /** Minutes after posting. */
  editedAfter?: number
  file?: { name: string; title: string }
  kind: 'plain' | 'broadcast' | 'tombstone' | 'deleted' | 'me' | 'bot' | 'card' | 'blocks' | 'join' | 'topic'
}

/** One channel file. */
export interface SourceChannel {
  file: string
  name: string
  id: string
  isPrivate: boolean
  isGeneral: boolean
  creator: string
  topic: string
  purpose: string
  members: string[]
  messages: SourceMessage[]
}
