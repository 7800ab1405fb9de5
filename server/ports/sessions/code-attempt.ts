/** What must come back from an OpenID provider for a login to be ours. Kept in the browser, encrypted. */
export interface CodeAttempt {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** Where the answer comes to. */
  readonly callbackUrl: string
}
