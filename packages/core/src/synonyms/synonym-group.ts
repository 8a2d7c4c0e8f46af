/** Words and phrases that people in companies use for the same thing. */
export interface SynonymGroup {
  /** Its first member, as written: by it a group is switched off. */
  id: string
  /** Lower case; a phrase has spaces or hyphens. Other forms of a word (plural, -ing, -ed) need no place of their own. */
  members: readonly string[]
}

/** What a team changes about the groups that everybody has. */
export interface SynonymChanges {
  added: readonly SynonymGroup[]
  /** Ids of groups that are not used. */
  off: readonly string[]
}

/** Groups from lines of members with commas between. */
export const groupsFrom = (lines: string): SynonymGroup[] =>
  lines
    .split('\n')
    .map((line) =>
      line
        .split(',')
        .map((member) => member.trim())
        .filter((member) => member !== ''),
    )
    .flatMap((members) => (members[0] === undefined ? [] : [{ id: members[0], members }]))
