import { canonicalJson } from '../text/canonical-json.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** One thing that is asked for in its type's own words (RFC 9396 section 2). */
export interface AuthorizationDetail {
  readonly type: string
  readonly [member: string]: Json
}

/** Where each of these is among all, no two at one place; -1 for one that is not, or not so often. */
export function placesAmong(
  all: readonly AuthorizationDetail[],
  details: readonly AuthorizationDetail[],
): readonly number[] {
  const left: (string | undefined)[] = all.map(canonicalJson)
  return details.map(detail => {
    const at = left.indexOf(canonicalJson(detail))
    if (at >= 0) left[at] = undefined
    return at
  })
}

/** Those of them that are not among the others; one that is there twice has to be there twice. */
export function beyondDetails(
  given: readonly AuthorizationDetail[],
  asked: readonly AuthorizationDetail[],
): readonly AuthorizationDetail[] {
  const places = placesAmong(given, asked)
  return asked.filter((_, index) => places[index] === -1)
}

/** Those of them that are among the others, each as often as it is there. */
export function commonDetails(
  given: readonly AuthorizationDetail[],
  asked: readonly AuthorizationDetail[],
): readonly AuthorizationDetail[] {
  const places = placesAmong(given, asked)
  return asked.filter((_, index) => places[index] !== -1)
}

/** Whether each of them is among the others. */
export const coversDetails = (
  given: readonly AuthorizationDetail[],
  asked: readonly AuthorizationDetail[],
): boolean => beyondDetails(given, asked).length === 0

/** The types, each once, in the order in which they come. */
export const detailTypesOf = (details: readonly AuthorizationDetail[]): readonly string[] => [
  ...new Set(details.map(({ type }) => type)),
]
