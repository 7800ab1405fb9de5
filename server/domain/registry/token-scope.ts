/** No JWT of any face lives longer, in seconds: a retiring key stays published that long. */
export const longestTokenSeconds = 3600

/** Scopes of logins, which no organization is given. */
export const loginScopes: readonly string[] = [
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
]

/** An OAuth scope that organizations are given, apart from the clients they use it with. */
export interface TokenScope {
  /** `consents:requests.write` */
  readonly id: string
  readonly version: number
  readonly description: string
  /** Seconds that a token with it lasts, `longestTokenSeconds` at most. */
  readonly seconds: number
  /** Organization number of the one whose API it opens, who may ask whether tokens with it are active. */
  readonly owner?: string | undefined
  /** Organization numbers of those who hold it; everybody when absent. */
  readonly holders?: readonly string[] | undefined
}

/** A holder of a scope lets another organization ask tokens with it in its name. */
export interface ScopeDelegation {
  /** `<scope> <consumer> <supplier>` */
  readonly id: string
  readonly version: number
  readonly scope: string
  /** Organization number of the one who delegates. */
  readonly consumer: string
  /** Organization number of the one who acts. */
  readonly supplier: string
}

export const delegationId = ({
  scope,
  consumer,
  supplier,
}: Pick<ScopeDelegation, 'scope' | 'consumer' | 'supplier'>): string => `${scope} ${consumer} ${supplier}`
