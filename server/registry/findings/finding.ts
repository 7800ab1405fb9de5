import { toPath } from '../to-path.ts'

/** Something wrong with an entry: where it is in the file, what it is called, and what is wrong. */
export interface Finding {
  readonly path: readonly PropertyKey[]
  readonly text: string
}

/** What is wrong with one member of an entry; `isNamed` when the words say already which member they are about. */
export type Wrong = readonly [member: readonly PropertyKey[], what: string, isNamed?: 'isNamed']

/** Findings about one entry of a list, each named after the entry and its member. */
export const findingsAt =
  (list: string, index: number, name: string) =>
  (...[member, what, isNamed]: Wrong): Finding => ({
    path: [list, index, ...member],
    text: `${list}.${name}: ${member.length > 0 && !isNamed ? `${toPath(member)}: ` : ''}${what}`,
  })
