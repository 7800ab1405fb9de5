import type { Api, Route } from './api.ts'
import { houseRefusals, statusOf } from './refusals.ts'

type AnyRoute = Route<never, never, never, never>

/** Every HTTP status that a route answers with, by where it comes from; no status is in two of them. */
export interface Answers {
  /** When all goes well. */
  readonly done: readonly number[]
  /** Refusals that the route has of its own. */
  readonly own: readonly number[]
  /** Refusals that follow from the API and are the same at every route: who may call, how bodies come, doubt, faults. */
  readonly shared: readonly number[]
}

export function answersOf(api: Api, route: AnyRoute): Answers {
  const statuses = (codes: readonly string[]): readonly number[] =>
    [...new Set(codes.map(code => statusOf(api.refusals ?? houseRefusals, code)))].toSorted((a, b) => a - b)
  const { status, also, accepted } = route.response
  const own = statuses([...(route.refusals ?? []), ...(isParsed(route) ? ['request.malformed'] : [])])
  const shared = statuses([...callerRefusals(api), ...wireRefusals(api, route), ...doubts(route), 'internal'])
  return {
    done: [status, ...(also ? [also.status] : []), ...(accepted ? [202] : [])],
    own,
    shared: shared.filter(one => !own.includes(one)),
  }
}

/** Whoever fails to say who calls may do so only so often. */
function callerRefusals({ scheme, callerRefusals: own }: Api): readonly string[] {
  if (scheme === 'none') return own ?? []
  return [...(own ?? ['caller.unauthenticated', 'caller.forbidden']), 'request.too-many']
}

const isParsed = ({ body, bodyFormat }: AnyRoute): boolean => body !== undefined && bodyFormat !== 'bytes'

function wireRefusals({ answerMediaType }: Api, route: AnyRoute): readonly string[] {
  const { body, file } = route.response
  return [
    ...(route.body ? ['request.too-large'] : []),
    ...(isParsed(route) ? ['request.unsupported-media'] : []),
    ...(answerMediaType && (body || file) ? ['request.not-acceptable'] : []),
  ]
}

const doubts = ({ asksNothing }: AnyRoute): readonly string[] => (asksNothing ? [] : ['storage.unavailable'])
