/** Where the Demo bank hears of its consents, below the public URL, and the name of the secret that it checks by. */
export const webhookPath = '/demo/events'
export const webhookSecretName = 'bank-webhook'

/** What faces show of themselves in the demo world. All of it is `undefined` in production. */
export interface DemoTools {
  /** An RSA key (RS256) by this name, made on first sight and kept. */
  readonly demoKeys?: ((name: string) => Promise<DemoKey>) | undefined
  /** 32 random bytes by this name, as base64url, made on first sight and kept. */
  readonly demoSecret?: ((name: string) => Promise<string>) | undefined
  /** Who logs in to the console of the demo. */
  readonly demoOperators?: readonly { readonly username: string; readonly role: string }[] | undefined
  /** What `demo.json` shows of those who sign documents in the demo. */
  readonly demoSignatures?: Readonly<Record<string, unknown>> | undefined
}

/** A signing key of somebody in the demo world, both parts. */
export interface DemoKey {
  readonly publicJwk: Readonly<Record<string, string>>
  readonly privateJwk: Readonly<Record<string, string>>
  /** A compact JWS (RS256) of these claims as they are. */
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>
}
