/** Many equal requests, their bodies taken in turn. */
export interface RequestsJob {
  readonly kind: 'requests'
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly bodies: readonly string[]
  /** What an answer must contain to count; anything else is an error. */
  readonly expect: string
  readonly connections: number
  readonly seconds: number
}

/** Whole code journeys by persons who are logged in already. */
export interface JourneysJob {
  readonly kind: 'journeys'
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly redirectUri: string
  readonly authorization: string
  readonly parameters: Readonly<Record<string, string>>
  /** Forms to post on the way to a login, the first journey of each browser only. */
  readonly login: Readonly<Record<string, string>>
  readonly accept: Readonly<Record<string, string>>
  readonly connections: number
  readonly seconds: number
}

export type Job = RequestsJob | JourneysJob

/** Latencies in milliseconds. */
export interface Outcome {
  readonly count: number
  readonly errors: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}
