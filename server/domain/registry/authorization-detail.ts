import { canonicalJson } from '../text/canonical-json.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** One thing that is asked for in its type's own words (RFC 9396 section 2). */
export interface AuthorizationDetail {
  readonly type: string
  readonly [member: string]: Json
}

/** Whether they say the same, in whatever order their members stand. */
export const sameDetail = (a: AuthorizationDetail, b: AuthorizationDetail): boolean =>
  canonicalJson(a) === canonicalJson(b)

/** Whether each of them is among the others; one that is asked for twice has to be there twice. */
export function coversDetails(
  given: readonly AuthorizationDetail[],
  asked: readonly AuthorizationDetail[],
): boolean {
  const left = given.map(canonicalJson)
  return asked.every(detail => {
    const at = left.indexOf(canonicalJson(detail))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/** The types, each once, in the order in which they come. */
export const detailTypesOf = (details: readonly AuthorizationDetail[]): readonly string[] => [
  ...new Set(details.map(({ type }) => type)),
]
