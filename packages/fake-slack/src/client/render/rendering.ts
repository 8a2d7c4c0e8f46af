/** Somebody or something to choose. */
export interface Choice {
  readonly id: string
  readonly name: string
}

/** What rendering has to look up. It answers for one viewer: a channel that this person cannot see has no name here. */
export interface Rendering {
  /** Shown name of a person or app; null when unknown. */
  readonly personName: (userId: string) => string | null
  /** Name and page of a channel that the viewer may see; null otherwise. */
  readonly channel: (channelId: string) => { readonly name: string; readonly href: string } | null
  /** People and channels that the viewer can choose in a menu. */
  readonly people: () => readonly Choice[]
  readonly channels: () => readonly Choice[]
  /** IANA zone in which times are shown. */
  readonly timeZone: string
  readonly nowMs: number
}
